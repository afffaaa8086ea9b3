"""What an archive edition says of itself beyond what WeasyPrint writes: that it is PDF/UA-1, too.

WeasyPrint names one standard in a file's XMP metadata, and an archive meets two. PDF/A lets a file use only properties
that it knows or that the file describes; PDF/UA's is not among those it knows, so its description stands beside it.
"""

from __future__ import annotations

from typing import Any, Final

END: Final = b"</rdf:RDF>"
ACCESSIBLE: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish_archive(pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint's PDF in the making ships no types
    """Complete the metadata of a PDF/A that WeasyPrint is about to write."""
    (metadata,) = pdf.objects[_number(pdf.catalog["Metadata"])].stream
    if metadata.count(END) != 1:
        msg = "the metadata that WeasyPrint writes have changed: look at archive_finish.py"
        raise ValueError(msg)
    pdf.objects[_number(pdf.catalog["Metadata"])].stream = [metadata.replace(END, ACCESSIBLE + END)]
    # WeasyPrint lists each file twice: by its name, and by what it is.
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _number(reference: bytes) -> int:
    return int(reference.split()[0])

"""Invented lists in the official formats: small, with the oddities that the real ones have.

Everybody and everything in them is invented. ``SAMPLES`` gives the files of a format, ``odd`` the same
with one column or element that the format does not name (its text is ``ODD-VALUE``).
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

ODD = "ODD-VALUE"


def xlsx(rows: list[list[object]]) -> bytes:
    """A workbook with one sheet of texts and numbers."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for at, cell in enumerate(row):
            name = f"{chr(65 + at)}{number}"
            if cell is None:
                continue
            if isinstance(cell, (int, float)):
                cells.append(f'<c r="{name}"><v>{cell}</v></c>')
            elif str(cell).startswith("=F:"):
                cells.append(f'<c r="{name}"><f>{escape(str(cell)[3:])}</f><v>7</v></c>')
            else:
                text = escape(str(cell))
                cells.append(f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


SDN = (
    '101,"VESKETAI, Orlam","individual","GLOMAG] [SDGT","Harbour Master",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 06 May 1961; alt. DOB circa 1960; POB Izmer, Derbezhan; nationality Derbezhan; Gender Male; '
    "Passport DB77 (Derbezhan) issued 01 Jan 2010 expires 01 Jan 2020; a.k.a. 'CAPTAIN O'; "
    'Website www.veskh.example; Digital Currency Address - XBT 1abcXYZ; Linked To: TIDE WORKS LLP; Secondary sanct"\r\n'
    '102,"TIDE WORKS LLP",-0- ,"GLOMAG",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Registration Number 55-X (Derbezhan); all offices worldwide."\r\n'
    '103,"SEA LARK","vessel","GLOMAG",-0- ,"DBX1","Tanker","63,000","40,800","Derbezhan","TIDE WORKS LLP",'
    '"Vessel Registration Identification IMO 9404999; MMSI 123456789."\r\n\x1a'
)
ADD = '101,1,"1 Quay","Izmer 0100","Derbezhan",-0- \r\n102,2,-0- ,-0- ,"Derbezhan","head office"\r\n999,3,"x",-0- ,"Nowhere",-0- \r\n\x1a'
ALT = '101,11,"aka","VESKETAY, Orlan",-0- \r\n101,12,"fka","VESK, O.","maiden name"\r\n\x1a'
COMMENTS = '101,"ions risk: none; ICC indictee."\r\n'

OFAC_XML = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://tempuri.org/sdnList.xsd">
 <publshInformation><Publish_Date>11/20/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
 <sdnEntry><uid>101</uid><firstName>Orlam</firstName><lastName>VESKETAI</lastName><title>Harbour Master</title>
  <sdnType>Individual</sdnType><remarks>(Linked To: TIDE WORKS LLP)</remarks><programList><program>GLOMAG</program></programList>
  <idList><id><uid>5</uid><idType>Passport</idType><idNumber>DB77</idNumber><idCountry>Derbezhan</idCountry><issueDate>01 Jan 2010</issueDate></id>
   <id><uid>6</uid><idType>Gender</idType><idNumber>Male</idNumber></id></idList>
  <akaList><aka><uid>7</uid><type>a.k.a.</type><category>weak</category><lastName>CAPTAIN O</lastName></aka>
   <aka><uid>8</uid><type>f.k.a.</type><category>strong</category><lastName>VESK</lastName><firstName>O.</firstName></aka></akaList>
  <addressList><address><uid>9</uid><address1>1 Quay</address1><city>Izmer</city><country>Derbezhan</country></address></addressList>
  <nationalityList><nationality><uid>10</uid><country>Derbezhan</country><mainEntry>true</mainEntry></nationality></nationalityList>
  <dateOfBirthList><dateOfBirthItem><uid>11</uid><dateOfBirth>06 May 1961</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
  <placeOfBirthList><placeOfBirthItem><uid>12</uid><placeOfBirth>Izmer, Derbezhan</placeOfBirth><mainEntry>true</mainEntry></placeOfBirthItem></placeOfBirthList>
  <!--ODD--></sdnEntry>
 <sdnEntry><uid>103</uid><lastName>SEA LARK</lastName><sdnType>Vessel</sdnType><programList/>
  <vesselInfo><callSign>DBX1</callSign><vesselType>Tanker</vesselType></vesselInfo></sdnEntry>
</sdnList>"""

ENHANCED = """<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://example.org/ENHANCED_XML">
 <publicationInfo><dataAsOf>2026-11-20T00:00:00</dataAsOf><filters><sanctionsLists><sanctionsList refId="1">SDN List</sanctionsList></sanctionsLists></filters></publicationInfo>
 <referenceValues><referenceValue refId="1400"><type>ALIAS TYPE</type><value>A.K.A.</value></referenceValue></referenceValues>
 <entities><entity id="101">
  <generalInfo><identityId>1</identityId><entityType refId="600">Individual</entityType></generalInfo>
  <sanctionsLists><sanctionsList refId="1" id="2" datePublished="2024-02-03">SDN List</sanctionsList></sanctionsLists>
  <sanctionsPrograms><sanctionsProgram refId="3" id="4">GLOMAG</sanctionsProgram></sanctionsPrograms>
  <sanctionsTypes><sanctionsType refId="5" id="6">Block</sanctionsType></sanctionsTypes>
  <legalAuthorities><legalAuthority refId="7" id="8">Executive Order 13818</legalAuthority></legalAuthorities>
  <names><name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
    <translation id="1"><isPrimary>true</isPrimary><script refId="9">Latin</script><formattedFirstName>Orlam</formattedFirstName><formattedLastName>VESKETAI</formattedLastName><formattedFullName>VESKETAI, Orlam</formattedFullName>
     <nameParts><namePart id="1"><type refId="1">Last Name</type><value>VESKETAI</value></namePart><namePart id="2"><type refId="2">First Name</type><value>Orlam</value></namePart></nameParts></translation>
    <translation id="2"><isPrimary>false</isPrimary><script refId="10">Cyrillic</script><formattedFullName>ВЕСКЕТАЙ, Орлам</formattedFullName></translation></translations></name>
   <name id="2"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality><translations><translation id="3"><isPrimary>true</isPrimary><script refId="9">Latin</script><formattedFullName>CAPTAIN O</formattedFullName></translation></translations></name></names>
  <addresses><address id="1"><country refId="1">Derbezhan</country><translations><translation id="1"><isPrimary>true</isPrimary><script refId="9">Latin</script><addressParts><addressPart id="1"><type refId="1">CITY</type><value>Izmer</value></addressPart></addressParts></translation></translations></address></addresses>
  <features><feature id="1"><type featureTypeId="8">Birthdate</type><versionId>1</versionId><value>06 May 1961</value><valueDate id="1"><fromDateBegin>1961-05-06</fromDateBegin><fromDateEnd>1961-05-06</fromDateEnd><toDateBegin>1961-05-06</toDateBegin><toDateEnd>1961-05-06</toDateEnd><isApproximate>false</isApproximate><isDateRange>false</isDateRange></valueDate><isPrimary>true</isPrimary></feature>
   <feature id="2"><type featureTypeId="9">Place of Birth</type><versionId>2</versionId><value>Izmer</value><isPrimary>true</isPrimary></feature></features>
  <identityDocuments><identityDocument id="1"><type refId="1">Passport</type><name nameId="1" nameTranslationId="1">VESKETAI, Orlam</name><documentNumber>DB77</documentNumber><isValid>true</isValid><issuingCountry refId="1">Derbezhan</issuingCountry></identityDocument></identityDocuments>
  <relationships><relationship id="1"><type refId="1">Owned or Controlled By</type><relatedEntity entityId="102">TIDE WORKS LLP</relatedEntity></relationship></relationships>
  <!--ODD--></entity></entities></sanctionsData>"""

ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">
 <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>11</Month><Day>20</Day></DateOfIssue>
 <ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
  <AreaCodeValues><AreaCode ID="1" CountryID="1" Description="Derbezhan" AreaCodeTypeID="1">DX</AreaCode></AreaCodeValues>
  <CountryValues><Country ID="1" ISO2="DX">Derbezhan</Country></CountryValues>
  <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType><FeatureType ID="9" FeatureTypeGroupID="1">Location</FeatureType></FeatureTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="4" LegalBasisShortRef="Executive Order 13818" LegalBasisTypeID="1" SanctionsProgramID="1">x</LegalBasis></LegalBasisValues>
  <ListValues><List ID="1550">SDN List</List></ListValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
  <RelationTypeValues><RelationType ID="15003" Symmetrical="false">Owned or Controlled By</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType></SanctionsTypeValues>
  <ScriptValues><Script ID="215" ScriptCode="Latin">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
 </ReferenceValueSets>
 <Locations><Location ID="7"><LocationAreaCode AreaCodeID="1"/><LocationCountry CountryID="1" CountryRelevanceID="1"/><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment/><Value>Izmer</Value></LocationPartValue></LocationPart></Location></Locations>
 <IDRegDocuments><IDRegDocument ID="5" IDRegDocTypeID="1571" IdentityID="1" IssuedBy-CountryID="1" ValidityID="1"><Comment/><IDRegistrationNo>DB77</IDRegistrationNo><IssuingAuthority/></IDRegDocument></IDRegDocuments>
 <DistinctParties>
  <DistinctParty FixedRef="101"><Comment>a note</Comment><Profile ID="101" PartySubTypeID="4"><Identity ID="1" FixedRef="101" Primary="true" False="false">
   <Alias FixedRef="101" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="1" FixedRef="101" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215" ScriptStatusID="1" Acronym="false">VESKETAI</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215" ScriptStatusID="1" Acronym="false">Orlam</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
   <Alias FixedRef="101" AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="2" FixedRef="101" DocNameStatusID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="3" ScriptID="220" ScriptStatusID="1" Acronym="false">Орлам</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
   <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
   <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1"><Comment/><DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false"><Start Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false"><From><Year>1961</Year><Month>1</Month><Day>1</Day></From><To><Year>1961</Year><Month>1</Month><Day>1</Day></To></Start><End Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false"><From><Year>1961</Year><Month>12</Month><Day>31</Day></From><To><Year>1961</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion><IdentityReference IdentityID="1" IdentityFeatureLinkTypeID="1"/></Feature>
   <Feature ID="2" FeatureTypeID="9"><FeatureVersion ID="2" ReliabilityID="1"><Comment/><VersionLocation LocationID="7"/></FeatureVersion></Feature></Profile><!--ODD--></DistinctParty>
  <DistinctParty FixedRef="102"><Comment/><Profile ID="102" PartySubTypeID="3"><Identity ID="2" FixedRef="102" Primary="true" False="false"><Alias FixedRef="102" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="3" FixedRef="102" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="4" ScriptID="215" ScriptStatusID="1" Acronym="false">TIDE WORKS LLP</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
 </DistinctParties>
 <ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="102" To-ProfileID="101" RelationTypeID="15003" RelationQualityID="1" Former="false" SanctionsEntryID="1"><Comment/></ProfileRelationship></ProfileRelationships>
 <SanctionsEntries><SanctionsEntry ID="1" ProfileID="101" ListID="1550"><EntryEvent ID="1" EntryEventTypeID="1" LegalBasisID="4"><Comment/><Date CalendarTypeID="1"><Year>2024</Year><Month>2</Month><Day>3</Day></Date></EntryEvent>
  <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>GLOMAG</Comment><DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true"/></SanctionsMeasure><SanctionsMeasure ID="2" SanctionsTypeID="1705"><DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true"/></SanctionsMeasure></SanctionsEntry></SanctionsEntries>
</Sanctions>"""

UKSL_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>2026-11-20T10:00:00</DateGenerated>
 <Designation><LastUpdated>19/11/2026</LastUpdated><DateDesignated>03/02/2024</DateDesignated><UniqueID>GAC0901</UniqueID><OFSIGroupID>16001</OFSIGroupID>
  <Names><Name><Name1>Orlam</Name1><Name6>VESKETAI</Name6><NameType>Primary name</NameType></Name>
   <Name><Name6>CAPTAIN O</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>Орлам Вескетай</NameNonLatinScript><NonLatinScriptLanguage>Derbezhani</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
  <RegimeName>Global Anti-Corruption</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UK</DesignationSource>
  <SanctionsImposed>Asset freeze|Travel ban</SanctionsImposed><OtherInformation>A note.</OtherInformation><UKStatementofReasons>He took bribes, it is said.</UKStatementofReasons>
  <Addresses><Address><AddressLine1>1 Quay</AddressLine1><AddressCountry>Derbezhan</AddressCountry></Address></Addresses>
  <IndividualDetails><Individual><DOBs><DOB>dd/mm/1961</DOB></DOBs><Nationalities><Nationality>Derbezhan</Nationality></Nationalities><Positions><Position>Harbour master</Position></Positions>
   <BirthDetails><Location><TownOfBirth>Izmer</TownOfBirth><CountryOfBirth>Derbezhan</CountryOfBirth></Location></BirthDetails>
   <PassportDetails><Passport><PassportNumber>DB77</PassportNumber><PassportAdditionalInformation>expired</PassportAdditionalInformation></Passport></PassportDetails></Individual></IndividualDetails>
  <!--ODD--></Designation>
 <Designation><UniqueID>GAC0902</UniqueID><Names><Name><Name6>SEA LARK</Name6><NameType>Primary name</NameType></Name></Names><RegimeName>Global Anti-Corruption</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
  <ShipDetails><Ship><IMONumbers><IMONumber>9404999</IMONumber></IMONumbers><CurrentOwnerOperators><CurrentOwnerOperator>TIDE WORKS LLP</CurrentOwnerOperator></CurrentOwnerOperators></Ship></ShipDetails></Designation>
</Designations>"""

UKSL_CSV = """Report Date: 20-Nov-2026
Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name type,Alias strength,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,Address Country,Date Designated,D.O.B,Nationality(/ies),Passport number,Gender,Town of birth,Country of birth,IMO number
19/11/2026,GAC0901,16001,,VESKETAI,Orlam,Primary name,,Орлам Вескетай,Cyrillic,Derbezhani,Global Anti-Corruption,Individual,UK,Asset freeze|Travel ban,A note,"He took bribes, it is said",1 Quay,Derbezhan,03/02/2024,00/00/1961,Derbezhan,DB77,Male,Izmer,Derbezhan,
19/11/2026,GAC0901,16001,,CAPTAIN O,,Alias,Low quality a.k.a,,,,Global Anti-Corruption,Individual,UK,Asset freeze|Travel ban,A note,"He took bribes, it is said",2 Quay,Derbezhan,03/02/2024,00/00/1961,Derbezhan,DB77,Male,Izmer,Derbezhan,
19/11/2026,GAC0902,,,SEA LARK,,Primary name,,,,,Global Anti-Corruption,Ship,UK,,,,,,,,,,,,,9404999
"""

CONLIST = """Last Updated,20/11/2026
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID
CAPTAIN O,,,,,,,,,,06/05/1961,Izmér,Derbezhan,(1) Derbezhan (2) Osmaria,(1) DB77 (2) DB78,expired,,,Harbour master,1 Quay,,,,,,,Derbezhan,(UK Sanctions List Ref):GAC0901. (UK Statement of Reasons):He took bribes. (Gender):Male,Individual,AKA,Low quality,Global Anti-Corruption,03/02/2024,03/02/2024,19/11/2026,16001
VESKETAI,Orlam,,,,,Mr,,,,06/05/1961,,,,,,,,,,,,,,,,,,Individual,Primary name,,Global Anti-Corruption,03/02/2024,03/02/2024,19/11/2026,16001
"""

EU_XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-20T10:00:00.000+01:00" globalFileId="1">
 <sanctionEntity designationDate="2024-02-03" designationDetails="" unitedNationId="" euReferenceNumber="EU.9.1" logicalId="1">
  <remark>He took bribes.</remark>
  <regulation regulationType="regulation" organisationType="council" publicationDate="2024-02-03" entryIntoForceDate="2024-02-04" numberTitle="2024/1 (OJ L1)" programme="COR" logicalId="2"><publicationUrl>http://eur-lex.example/1</publicationUrl></regulation>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Orlam" middleName="" lastName="Vesketai" wholeName="Orlam Vesketai" function="Harbour master" gender="M" title="" nameLanguage="EN" strong="true" regulationLanguage="en" logicalId="3"><regulationSummary regulationType="regulation" publicationDate="2024-02-03" numberTitle="2024/1" publicationUrl="u"/></nameAlias>
  <nameAlias firstName="" middleName="" lastName="" wholeName="Орлам Вескетай" function="" gender="" title="" nameLanguage="BG" strong="true" regulationLanguage="en" logicalId="4"/>
  <nameAlias wholeName="Captain O" strong="false" regulationLanguage="en" logicalId="5"/>
  <citizenship region="" countryIso2Code="DX" countryDescription="DERBEZHAN" regulationLanguage="en" logicalId="6"/>
  <birthdate circa="true" calendarType="GREGORIAN" city="Izmer" zipCode="" year="1961" region="" place="" countryIso2Code="DX" countryDescription="DERBEZHAN" regulationLanguage="en" logicalId="7"/>
  <birthdate circa="false" calendarType="ISLAMIC" year="1340" countryIso2Code="00" countryDescription="UNKNOWN" regulationLanguage="en" logicalId="8"/>
  <address city="Izmer" street="1 Quay" poBox="" zipCode="0100" region="" place="" asAtListingTime="false" countryIso2Code="DX" countryDescription="DERBEZHAN" regulationLanguage="en" logicalId="9"><contactInfo key="EMAIL" value="o@veskh.example"/></address>
  <identification diplomatic="false" knownExpired="false" number="DB77" latinNumber="" identificationTypeCode="passport" identificationTypeDescription="National passport" region="" countryIso2Code="DX" countryDescription="DERBEZHAN" regulationLanguage="en" logicalId="10"/>
  <!--ODD-->
 </sanctionEntity>
</export>"""

EU_CSV = """\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_NumberTitle;Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;NameAlias_Gender;NameAlias_Function;Address_City;Address_Street;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;BirthDate_City;Identification_Number;Identification_TypeDescription;Citizenship_CountryDescription
20/11/2026;1;EU.9.1;;2024-02-03;;He took bribes.;P;P;2024/1;COR;http://eur-lex.example/1;Vesketai;Orlam;Orlam Vesketai;M;Harbour master;;;;;;;;;
20/11/2026;1;EU.9.1;;2024-02-03;;He took bribes.;P;P;2024/1;COR;http://eur-lex.example/1;;;Орлам Вескетай;;;;;;;;;;;
20/11/2026;1;EU.9.1;;2024-02-03;;He took bribes.;P;P;2024/1;COR;http://eur-lex.example/1;;;;;;Izmer;1 Quay;DERBEZHAN;;;;;;
20/11/2026;1;EU.9.1;;2024-02-03;;He took bribes.;P;P;2024/1;COR;http://eur-lex.example/1;;;;;;;;;1961-05-06;;Izmer;DB77;National passport;DERBEZHAN
"""

UN_XML = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00.000Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>ORLAM</FIRST_NAME><SECOND_NAME>VESKETAI</SECOND_NAME><UN_LIST_TYPE>Inner Sea</UN_LIST_TYPE><REFERENCE_NUMBER>XDi.001</REFERENCE_NUMBER><LISTED_ON>2024-02-03</LISTED_ON><GENDER>Male</GENDER><COMMENTS1>He took bribes.</COMMENTS1><DESIGNATION><VALUE>Harbour master</VALUE></DESIGNATION><NATIONALITY><VALUE>Derbezhan</VALUE></NATIONALITY><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Captain O</ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-05-06</DATE></INDIVIDUAL_DATE_OF_BIRTH><!--ODD--></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>TIDE WORKS</FIRST_NAME><REFERENCE_NUMBER>XDe.001</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""

CANADA = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<data-set><record><Country>Derbezhan / Derbézhan</Country><LastName>Vesketai</LastName><GivenName>Orlam</GivenName><DateOfBirthOrShipBuildDate>22407</DateOfBirthOrShipBuildDate><TitleOrShip>Harbour master</TitleOrShip><Aliases>Orlan Vesketay; Captain O (Cyrillic: Орлам Вескетай)</Aliases><Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2024-02-03</DateOfListing><!--ODD--></record>
<record><Country>Derbezhan / Derbézhan</Country><EntityOrShip>Tide Works, Ltd.</EntityOrShip><Aliases>Tide Works Holdings, Ltd., TW</Aliases><Schedule>1, Part 2</Schedule><Item>2</Item></record>
<record><Country>Derbezhan / Derbézhan</Country><EntityOrShip>Sea Lark</EntityOrShip><TitleOrShip>Ship</TitleOrShip><ShipIMONumber>9404999</ShipIMONumber><DateOfBirthOrShipBuildDate>2001</DateOfBirthOrShipBuildDate><Schedule>2</Schedule><Item>1</Item></record></data-set>"""

SECO = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<swiss-sanctions-list list-type="full" date="2026-11-20">
 <sanctions-program ssid="1" version-date="2026-11-01"><program-key lang="eng">DBZ</program-key><program-name lang="eng">Derbezhan ordinance</program-name><program-name lang="ger">Verordnung Derbezhan</program-name><sanctions-set ssid="11" lang="eng">Annex 1: asset freeze</sanctions-set><origin>EU</origin></sanctions-program>
 <target ssid="901" sanctions-set-id="11"><foreign-identifier>EU.9.1</foreign-identifier>
  <individual sex="male"><identity ssid="1" main="true"><name ssid="2" name-type="primary-name" quality="good"><name-part ssid="3" order="1" name-part-type="given-name"><value>Orlam</value><spelling-variant ssid="4" lang="rus" script="Cyrl">Орлам</spelling-variant></name-part><name-part ssid="5" order="2" name-part-type="family-name"><value>Vesketai</value><spelling-variant ssid="6" lang="rus" script="Cyrl">Вескетай</spelling-variant></name-part></name>
   <name ssid="7" name-type="alias" quality="low"><name-part ssid="8" order="1" name-part-type="whole-name"><value>Captain O</value></name-part></name>
   <nationality ssid="9"><country iso-code="DX">Derbezhan</country></nationality><day-month-year ssid="10" day="6" month="5" year="1961"/><place-of-birth ssid="12" place-id="77"/><address ssid="13" place-id="77"><address-details>1 Quay</address-details><zip-code>0100</zip-code></address>
   <identification-document ssid="14" document-type="passport"><number>DB77</number><issuer code="DX">Derbezhan</issuer><date-of-issue>2010-01-01</date-of-issue></identification-document></identity>
   <justification ssid="15">He took bribes.</justification><relation ssid="16" target-id="902" relation-type="managed"/><other-information ssid="17">Harbour master</other-information></individual>
  <modification ssid="18" modification-type="listed" enactment-date="2024-02-03" publication-date="2024-02-03" effective-date="2024-02-04"/><!--ODD--></target>
 <target ssid="902" sanctions-set-id="11"><entity><identity ssid="20" main="true"><name ssid="21" name-type="primary-name" quality="good"><name-part ssid="22" order="1" name-part-type="whole-name"><value>Tide Works LLP</value></name-part></name></identity></entity>
  <modification modification-type="listed" effective-date="2024-02-04"/><modification modification-type="de-listed" effective-date="2025-01-01"/></target>
 <place ssid="77"><location>Izmer</location><country iso-code="DX">Derbezhan</country></place>
</swiss-sanctions-list>"""

DFAT = [
    [
        "Reference",
        "Name of Individual or Entity",
        "Type",
        "Name Type",
        "Alias Strength",
        "Date of Birth",
        "Place of Birth",
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "IMO Number",
        "Committees",
        "Control Date",
        "Instrument of Designation",
        "Travel Ban",
    ],
    [
        101,
        "Orlam Vesketai",
        "Individual",
        "Primary Name",
        None,
        "a) Approximately 1960- 1961 b) 6 May 1961",
        "a) Izmer b) Port Lark",
        "Derbezhan",
        "NA",
        "=F:1+6",
        "Listed on 3 Feb 2024",
        None,
        "Derbezhan",
        "2026-11-19",
        "Instrument 2024",
        "TRUE",
    ],
    [
        "101a",
        "Captain O",
        "Individual",
        "aka",
        "Weak",
        "a) Approximately 1960- 1961 b) 6 May 1961",
        None,
        None,
        None,
        None,
        None,
        None,
        "Derbezhan",
        None,
        None,
        None,
    ],
    [
        "101b1",
        "Орлам Вескетай",
        "Individual",
        "Original Script",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ],
    [
        "102",
        "Sea Lark",
        "Vessel",
        "Primary Name",
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        9404999,
        None,
        None,
        None,
        None,
    ],
]

CSL = """_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids
101,Specially Designated Nationals (SDN) - Treasury Department,101,Individual,GLOMAG; SDGT,"VESKETAI, Orlam",Harbour Master,"1 Quay, Izmer, DX; 2 Quay, DX",,2024-02-03,,,,,,,,,,,=HYPERLINK("x"),u,"VESKETAY, Orlan; CAPTAIN O",,1961-05-06; circa 1960,DX,"Izmer, Derbezhan",u,"DX, DB77, Passport; Male, Gender"
102,Entity List (EL) - Bureau of Industry and Security,,,,Tide Works LLP,,,80 FR 1,2024-02-03,,,All items,Denial,,,,,,,,,,,,,,,
102,Entity List (EL) - Bureau of Industry and Security,,,,Tide Works Two LLP,,,80 FR 1,2024-02-03,,,All items,Denial,,,,,,,,,,,,,,,
"""

WORLD_BANK = [
    ["Downloaded on: 20/11/2026 10:37"],
    [
        "Firm Name",
        "Additional Firm Info",
        "Address",
        "Country",
        "Ineligibility Period",
        None,
        "Grounds",
    ],
    [None, None, None, None, "From Date", "To Date", None],
    [
        "MR. ORLAM VESKETAI*",
        "*677",
        "1 QUAY, IZMER",
        "Derbezhan",
        "2024-02-03",
        "2027-02-02",
        "Fraudulent Practice",
    ],
    [
        'TIDE WORKS LLP ("TW")',
        "Тайд Уоркс",
        "2 QUAY",
        "Derbezhan",
        "2024-02-03",
        "Ongoing",
        "Cross Debarment: ADB",
    ],
]
IADB = [
    [
        "Title",
        "Entity",
        "Nationality",
        "Country",
        "From",
        "To",
        "Grounds",
        "Source",
        "IDB Sanction Type",
        "IDB Sanction Source",
        "Other Name",
    ],
    [
        "Tide Works LLP",
        "Firm",
        "Derbezhan",
        "Osmaria",
        "Feb 03, 2024",
        "Ongoing",
        " Fraud",
        "WBG cross debarment",
        "Debarment",
        None,
        "Тайд Уоркс",
    ],
]
EBRD = """\ufeffFirm Name,Address,Nationality,Ineligible From, Ineligible Until,Notice Effective At EBRD,Originating Institution,Prohibited Practice
" Tide "Works" LLP","2 Quay","Derbezhan","2024-02-03T12:00:59Z","2025-05-31T12:00:59Z","2024-02-03T12:00:59Z","EBRD","Fraudulent Practice"
"""
SIMPLE = """"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids","dataset","first_seen","last_seen","last_change"
"NK-1","Person","Orlam Vesketai","Captain O;Орлам Вескетай","1961-05-06","dx","1 Quay, Izmer","DB77",";""He took bribes; many"" ","+1 1","o@veskh.example","DX-COR","Derbezhan list","2024-02-03T00:00:00","2026-11-20T00:00:00","2025-01-01T00:00:00"
"""
FTM = """{"id":"NK-1","caption":"Orlam Vesketai","schema":"Person","properties":{"name":["Орлам Вескетай","Orlam Vesketai"],"weakAlias":["Captain O"],"birthDate":["1961-05"],"nationality":["dx"],"topics":["sanction"],"passportNumber":["DB77"],"firstName":["Orlam"],"lastName":["Vesketai"],"addressEntity":["addr-1"]},"referents":["x-1"],"datasets":["dx_list"],"first_seen":"2024-02-03T00:00:00","last_seen":"2026-11-20T00:00:00","last_change":"2025-01-01T00:00:00","target":true}
{"id":"s-1","caption":"Derbezhan list","schema":"Sanction","properties":{"entity":["NK-1"],"program":["Inner Sea"],"listingDate":["2024-02-03"],"reason":["He took bribes."],"provisions":["asset freeze"],"country":["dx"]},"referents":[],"datasets":["dx_list"],"first_seen":"2024-02-03T00:00:00","last_seen":"2026-11-20T00:00:00","last_change":"2025-01-01T00:00:00","target":false}
{"id":"addr-1","caption":"1 Quay","schema":"Address","properties":{"full":["1 Quay, Izmer"],"country":["dx"]},"referents":[],"datasets":["dx_list"],"target":false}
{"id":"o-1","schema":"Ownership","properties":{"owner":["NK-1"],"asset":["c-1"],"percentage":["51"]},"referents":[],"datasets":["dx_list"],"target":false}
{"id":"c-1","caption":"Tide Works LLP","schema":"Company","properties":{"name":["Tide Works LLP"],"jurisdiction":["dx"],"registrationNumber":["55-X"]},"referents":[],"datasets":["dx_list"],"target":false}
"""
POPOLO = """{"persons":[{"id":"p-1","name":"Orlam Vesketai","given_name":"Orlam","family_name":"Vesketai","gender":"male","birth_date":"1961-05-06","other_names":[{"name":"Орлам Вескетай","lang":"ru"}],"identifiers":[{"scheme":"wikidata","identifier":"Q0"}],"email":"o@veskh.example"}],
"organizations":[{"id":"legislature","name":"Diet of Derbezhan"},{"id":"tp","name":"Tide Party"}],"areas":[{"id":"area/1","name":"Izmer"}],"events":[{"id":"term/1","name":"1st Diet"}],
"memberships":[{"person_id":"p-1","organization_id":"legislature","on_behalf_of_id":"tp","role":"member","area_id":"area/1","legislative_period_id":"term/1","start_date":"2020-01-01"}],"meta":{}}
"""
GLEIF_XML = """<?xml version="1.0" encoding="UTF-8"?><lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIHeader><lei:ContentDate>2026-11-20T08:20:51Z</lei:ContentDate><lei:RecordCount>1</lei:RecordCount></lei:LEIHeader><lei:LEIRecords>
<lei:LEIRecord><lei:LEI>00DX0000000000000001</lei:LEI><lei:Entity><lei:LegalName xml:lang="en">Tide Works LLP</lei:LegalName><lei:OtherEntityNames><lei:OtherEntityName xml:lang="ru" type="PREVIOUS_LEGAL_NAME">Тайд</lei:OtherEntityName></lei:OtherEntityNames><lei:LegalAddress xml:lang="en"><lei:FirstAddressLine>1 Quay</lei:FirstAddressLine><lei:City>Izmer</lei:City><lei:Country>DX</lei:Country></lei:LegalAddress><lei:RegistrationAuthority><lei:RegistrationAuthorityID>RA1</lei:RegistrationAuthorityID><lei:RegistrationAuthorityEntityID>55-X</lei:RegistrationAuthorityEntityID></lei:RegistrationAuthority><lei:LegalJurisdiction>DX</lei:LegalJurisdiction><lei:EntityStatus>ACTIVE</lei:EntityStatus></lei:Entity><lei:Registration><lei:LastUpdateDate>2026-10-01T00:00:00Z</lei:LastUpdateDate><lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration><!--ODD--></lei:LEIRecord></lei:LEIRecords></lei:LEIData>"""
GLEIF_CSV = """LEI,Entity.LegalName,Entity.LegalName.xmllang,Entity.OtherEntityNames.OtherEntityName.1,Entity.OtherEntityNames.OtherEntityName.1.xmllang,Entity.OtherEntityNames.OtherEntityName.1.type,Entity.LegalAddress.FirstAddressLine,Entity.LegalAddress.City,Entity.LegalAddress.Country,Entity.RegistrationAuthority.RegistrationAuthorityID,Entity.RegistrationAuthority.RegistrationAuthorityEntityID,Entity.LegalJurisdiction,Entity.EntityCategory,Entity.EntityStatus,Registration.LastUpdateDate
00DX0000000000000001,Tide Works LLP,en,Тайд,ru,PREVIOUS_LEGAL_NAME,1 Quay,Izmer,DX,RA1,55-X,DX,GENERAL,ACTIVE,2026-10-01T00:00:00Z
"""
OWN = """id,name,alias,weak_alias,type,birth_date,country,identifier
7,Orlam Vesketai,Orlan Vesketay;Orlam V.,Captain O,Individual,06/05/1961,Derbezhan,DB77
8,Tide Works LLP,,,Company,,Derbezhan,=1+1
"""

SAMPLES: dict[str, dict[str, str | list[list[object]]]] = {
    "ofac_csv": {"sdn.csv": SDN, "add.csv": ADD, "alt.csv": ALT, "sdn_comments.csv": COMMENTS},
    "ofac_xml": {"sdn.xml": OFAC_XML},
    "ofac_advanced_xml": {"sdn_advanced.xml": ADVANCED},
    "ofac_enhanced_xml": {"SDN_ENHANCED.XML": ENHANCED},
    "uksl_xml": {"UK-Sanctions-List.xml": UKSL_XML},
    "uksl_csv": {"UK-Sanctions-List.csv": UKSL_CSV},
    "ofsi_conlist": {"ConList.csv": CONLIST},
    "eu_fsf_xml": {"eu.xml": EU_XML},
    "eu_fsf_csv": {"eu.csv": EU_CSV},
    "un_xml": {"consolidated.xml": UN_XML},
    "ca_sema_xml": {"sema-lmes.xml": CANADA},
    "ch_seco_xml": {"seco.xml": SECO},
    "au_dfat_xlsx": {"dfat.xlsx": DFAT},
    "us_csl_csv": {"consolidated.csv": CSL},
    "world_bank_xlsx": {"wb.xlsx": WORLD_BANK},
    "iadb_xlsx": {"iadb.xlsx": IADB},
    "ebrd_csv": {"ebrd.csv": EBRD},
    "opensanctions_csv": {"targets.simple.csv": SIMPLE},
    "opensanctions_ftm": {"entities.ftm.json": FTM},
    "ftm": {"any.ftm.json": FTM},
    "popolo": {"ep-popolo-v1.0.json": POPOLO},
    "gleif_xml": {"lei.xml": GLEIF_XML},
    "gleif_csv": {"lei.csv": GLEIF_CSV},
    "mapped_csv": {"own.csv": OWN},
}


def body(text: str | list[list[object]]) -> bytes:
    """The bytes of a sample."""
    return text.encode() if isinstance(text, str) else xlsx(text)


def files(format_: str) -> dict[str, bytes]:
    """The files of a format."""
    return {name: body(text) for name, text in SAMPLES[format_].items()}


def odd(format_: str) -> dict[str, bytes]:
    """The files of a format with one unknown column, element or key."""
    held = dict(SAMPLES[format_])
    name, text = next(iter(held.items()))
    if isinstance(text, list):
        text = [list(row) for row in text]
        width = max(len(row) for row in text)
        head = next(at for at, row in enumerate(text) if len(row) == width)
        for at, row in enumerate(text):
            if at >= head:
                row.extend([None] * (width - len(row)))
                row.append("Odd Column" if at == head else ODD)
    elif "<!--ODD-->" in text:
        prefix = "lei:" if "<lei:" in text else ""
        text = text.replace("<!--ODD-->", f"<{prefix}Odd>{ODD}</{prefix}Odd>")
    elif format_ == "ofac_csv":
        text = text.replace('"\r\n', f'","{ODD}"\r\n')
    elif text.startswith("{"):
        mark = '"persons":[{' if format_ == "popolo" else '"properties":{'
        text = text.replace(mark, f'{mark}"oddKey":["{ODD}"],', 1)
    else:
        sign = ";" if format_ == "eu_fsf_csv" else ","
        lines = text.splitlines()
        width = max(line.count(sign) for line in lines)
        head = next(at for at, line in enumerate(lines) if line.count(sign) >= min(width, 5))
        lines = [
            line if at < head else line + sign + ("Odd Column" if at == head else ODD)
            for at, line in enumerate(lines)
        ]
        text = "\n".join(lines) + "\n"
    held[name] = text
    return {name: body(part) for name, part in held.items()}

"""Two invented reports in the shapes that councils use: decimal and continuous numbering."""

DECIMAL = """

THE HEALTH OF CHILDREN IN OUR CARE

To: **Corporate Parenting Sub-Committee**

Meeting Date: **15th December 2026**

From: **Edda Stone
Service Manager, Children in Care**

Purpose: **This report sets out how children in care see a dentist.**

Recommendation: **The Sub-Committee is asked to note how many children
saw a dentist.**

| <i>Officer contact:</i> | | <i>Member contact:</i> | |
|---|---|---|---|
| Name: | Edda Stone | Names: | Councillor Ada Marsh |
| Post: | Service Manager | Role: | Chair, Corporate Parenting Sub-Committee |
| Email: | edda.stone@wexcombe.example | Email: | ada.marsh@wexcombe.example |
| Tel: | 01632 960001 | Tel: | (office) 01632 960002 |

1. BACKGROUND

- 1.1 Every child in care sees a dentist once a year. The *health* team keeps the list.
- 1.2 The list was checked in May.

2. MAIN ISSUES

- 2.1 More children were seen than last year.

3. SIGNIFICANT IMPLICATIONS

- 3.1 The service needs
- A list that is kept up to date.
 - Dentists who know what care means.

SOURCE DOCUMENTS

| Source Documents | Location |
|---|---|
| Dental records 2026 | Children's services |
"""

CONTINUOUS = """

CORPORATE PARENTING BOARD

15th December 2026

<p>DENTISTS – A SHARED TASK</p>

**BRAM HOLT - EXECUTIVE MEMBER FOR CHILDREN**

**EDDA STONE – EXECUTIVE DIRECTOR OF CHILDREN'S SERVICES**

PURPOSE OF REPORT

1. The purpose of this report is to tell the Board about dentists.

BACKGROUND

2. Every child in care sees a dentist once a year.

Joint Responsibilities

3. The member and the director are responsible for:
 - keeping the list.
 - asking all members to:
 - ❖ visit a clinic
 - ❖ report back.

In addition each has a task of their own.

IMPLICATIONS

5. There are no immediate costs.

RECOMMENDATION

6. It is recommended that the Board advise the Executive to note its views.

REASONS

7. The council is responsible for the health of children in care.

BACKGROUND PAPERS

The following background papers were used in the preparation of this report:

- *Dental records (2026, Wexcombe)*

Author: Edda Stone, Service Manager
Tel No: 01632 960001

Address: Town Hall, Market Square, Wexcombe
Website: http://www.wexcombe.example
"""

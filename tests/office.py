"""Jobs as JSON on standard input in; done by LibreOffice on its workbooks, through UNO, which the system's Python has.

A job names its folder, the workbook to open, the one to write, what to do, and the sheet to do it to; for CSV, `csv`
says how it is read, as the dialog that LibreOffice shows would.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _attempt in range(400):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


DESK = None


class Desk:
    def __init__(self, pipe):
        self.context = context = connected(pipe)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def open(self, path, csv=""):
        options = [option("Hidden", True)]
        if csv:
            options += [option("FilterName", "Text - txt - csv (StarCalc)"), option("FilterOptions", csv)]
        return self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, tuple(options))

    def save(self, book, path, kind=XLSX):
        book.storeToURL(Path(path).as_uri(), (option("FilterName", kind),))

    def do(self, job):
        folder = Path(job["folder"])
        book = self.open(folder / job["source"], job.get("csv", ""))
        for index in range(book.Sheets.Count):
            book.Sheets.getByIndex(index).unprotect("")
        if job["what"] == "ods":
            self.save(book, folder / "trip.ods", ODS)
            book.close(True)
            book = self.open(folder / "trip.ods")
        else:
            globals()[job["what"]](
                book, *[book.Sheets.getByName(name) for name in job.get("sheets", ())], *job.get("more", ())
            )
        self.save(book, folder / job["target"])
        book.close(True)


def save(book):
    """Nothing but opening and saving."""


def reckon(book):
    book.calculateAll()


def typed(book, sheet, *cells):
    """Type texts into cells, as a person does; an empty text empties one."""
    for column, row, text in cells:
        sheet.getCellByPosition(column, row).String = text


def beside(book, sheet):
    """Type beside and below the tables: texts, a number, a comment, a text box, a sheet of one's own."""
    sheet.getCellRangeByName("E64").String = "Call the ministry"
    sheet.getCellRangeByName("N9").Value = 5
    sheet.Annotations.insertNew(sheet.getCellRangeByName("D8").CellAddress, "See file 7")
    box = book.createInstance("com.sun.star.drawing.TextShape")
    book.Sheets.getByName(sheet.Name).DrawPage.add(box)
    box.Anchor = sheet.getCellRangeByName("E66")
    box.String = "In a\nbox"
    book.Sheets.insertNewByName("My notes", 0)
    book.Sheets.getByName("My notes").getCellRangeByName("B2").String = "Yes"


def rename(book, sheet):
    sheet.Name = "Something else (2)"


def reorder(book, sheet):
    book.Sheets.moveByName(sheet.Name, 0)


def insert_rows(book, *sheets):
    for sheet in sheets:
        sheet.Rows.insertByIndex(9, 2)


def insert_columns(book, *sheets):
    for sheet in sheets:
        sheet.Columns.insertByIndex(3, 1)


def hide_columns(book, sheet):
    sheet.Columns.getByIndex(4).IsVisible = False


def unhide(book):
    for index in range(book.Sheets.Count):
        sheet = book.Sheets.getByIndex(index)
        sheet.IsVisible = sheet.Columns.IsVisible = sheet.Rows.IsVisible = True


def delete_ids(book, *sheets):
    for sheet in sheets:
        sheet.Columns.removeByIndex(0, 1)


def delete_id_row(book, sheet, row):
    sheet.Rows.removeByIndex(row, 1)


def delete_row(book, sheet, row):
    sheet.Rows.removeByIndex(row, 1)


def copy_sheet(book, sheet):
    book.Sheets.copyByName(sheet.Name, f"{sheet.Name} 2", book.Sheets.Count)


def delete_lists(book):
    book.Sheets.removeByName("_lists")


def sort(book, sheet, left, top, right, bottom, by):
    field = TableSortField()
    field.Field, field.IsAscending = by, False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    rows = sheet.getCellRangeByPosition(left, top, right, bottom)
    rows.sort((option("SortFields", fields), option("ContainsHeader", False)))


def plain_sort(book, sheet, column, row):
    """Sort as the button does: LibreOffice itself chooses what is sorted around the cell."""
    window = book.CurrentController
    window.setActiveSheet(sheet)
    window.select(sheet.getCellByPosition(column, row))
    dispatcher = DESK.context.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(window.Frame, ".uno:SortDescending", "", 0, ())


def main():
    global DESK
    DESK = desk = Desk(sys.argv[1])
    for job in json.load(sys.stdin):
        desk.do(job)
    desk.desktop.terminate()
    DESK = None  # what is left of it when Python ends would crash


main()

#include "history/historyclipboard.h"

#include "history/historyrows.h"
#include "history/historyselection.h"
#include "markdown/parser.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

void putTextOnClipboard(const QString &text) { QGuiApplication::clipboard()->setText(text); }

void putMessageOnClipboard(const MessageItem &item)
{
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(item.text));
    if (item.author == MessageAuthor::Reply)
        data->setHtml(markdown::toHtml(markdown::parse(item.text)));
    QGuiApplication::clipboard()->setMimeData(data);
}

QString plainTextOf(HistoryRows &rows, const HistorySelection &selection)
{
    QString text;
    if (selection.isEmpty())
        return text;
    for (qsizetype row = selection.from().row; row <= selection.to().row; ++row) {
        if (!text.isEmpty())
            text += u"\n\n"_s;
        const bool whole = row > selection.from().row && row < selection.to().row;
        if (whole && !rows.known(row)) {
            text += rows.item(row).copiedText();
            continue;
        }
        const MessageLayout &layout = rows.layout(row);
        const auto [from, to] = selection.inRow(row, layout.length());
        text += layout.text(from, to);
    }
    return text;
}

QByteArray markdownOf(const HistoryRows &rows, qsizetype first, qsizetype last)
{
    QByteArray markdown;
    for (qsizetype row = first; row <= last; ++row) {
        if (!markdown.isEmpty())
            markdown += "\n\n";
        markdown += rows.item(row).text;
    }
    return markdown;
}

} // namespace spaceline

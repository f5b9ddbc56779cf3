#include "window/noticebar.h"

#include "chat/unwrittenreplies.h"
#include "store/database.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

QString databaseNotice(const Database &database)
{
    const auto translated = [](const char *text) {
        return QCoreApplication::translate("spaceline::NoticeBar", text);
    };
    switch (database.condition()) {
    case Database::Condition::Ready:
        return {};
    case Database::Condition::SetAside:
        return translated(QT_TRANSLATE_NOOP(
                              "spaceline::NoticeBar",
                              "The history was damaged. It was kept as %1, and a new one begun."))
            .arg(QDir::toNativeSeparators(database.setAsidePath()));
    case Database::Condition::NewerThanProgram:
        return translated(QT_TRANSLATE_NOOP("spaceline::NoticeBar",
                                            "The history was written by a newer Spaceline. It can "
                                            "be read here, but nothing new is kept or sent."));
    case Database::Condition::ReadOnly:
        return translated(QT_TRANSLATE_NOOP(
                              "spaceline::NoticeBar",
                              "The history can be read, but nothing new is kept or sent. %1"))
            .arg(database.error());
    case Database::Condition::Closed:
    case Database::Condition::Unusable:
        break;
    }
    return translated(QT_TRANSLATE_NOOP(
                          "spaceline::NoticeBar",
                          "The history cannot be opened, so nothing can be kept or sent: %1"))
        .arg(database.error());
}

QString unwrittenNotice(const UnwrittenReplies &replies)
{
    if (replies.isEmpty())
        return {};
    const char *text = replies.count() == 1
        ? QT_TRANSLATE_NOOP("spaceline::NoticeBar",
                            "A finished reply is not on the disk yet. %1 It is kept here, and "
                            "written as soon as that works.")
        : QT_TRANSLATE_NOOP("spaceline::NoticeBar",
                            "Finished replies are not on the disk yet. %1 They are kept here, and "
                            "written as soon as that works.");
    return QCoreApplication::translate("spaceline::NoticeBar", text).arg(replies.error());
}

NoticeBar::NoticeBar(QWidget *parent) : QFrame(parent), m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(symbolicIcon("window-close"_L1));
    close->setAccessibleName(tr("Close this notice"));
    close->setFocusPolicy(Qt::TabFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::setText(const QString &text)
{
    if (text == m_text->text())
        return;
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.warnGround);
    painter.fillRect(0, height() - 1, width(), 1, theme.warnLine);
}

} // namespace spaceline

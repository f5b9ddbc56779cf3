#include "connect/connectbox.h"

#include "connect/spacebutton.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kWidth = 480; ///< pixels, at most
constexpr int kRecentShown = 3;

struct Suggestion {
    const char *address;
    const char *note;
};
constexpr std::array kSuggestions{
    Suggestion{"Qwen/Qwen3-Demo", QT_TRANSLATE_NOOP("spaceline::ConnectBox", "Large model")},
    Suggestion{"vilarin/Llama-3.1-8B-Instruct",
               QT_TRANSLATE_NOOP("spaceline::ConnectBox", "Small model")},
    Suggestion{"gradio/chatinterface_random_response",
               QT_TRANSLATE_NOOP("spaceline::ConnectBox", "Example app, answers at random")},
};

} // namespace

ConnectBox::ConnectBox(QWidget *parent)
    : QWidget(parent)
    , m_address(new QLineEdit(this))
    , m_connect(new QPushButton(tr("Connect"), this))
    , m_state(mutedLabel({}, this))
    , m_problem(new QLabel(this))
    , m_recentTitle(mutedLabel(tr("Used before"), this))
    , m_recentPlace(new QWidget(this))
    , m_recent(new QVBoxLayout(m_recentPlace))
{
    setMaximumWidth(kWidth);
    m_address->setAccessibleName(tr("Space address"));
    m_address->setPlaceholderText(tr("owner/name or web address"));
    m_connect->setAccessibleName(tr("Connect"));
    m_connect->setDefault(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_state->setWordWrap(true);
    m_state->hide();
    m_recentTitle->hide();
    m_recent->setContentsMargins({});
    m_recent->setSpacing(0);
    m_recentPlace->hide();

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_address, 1);
    row->addWidget(m_connect);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_state);
    layout->addWidget(m_problem);
    layout->addSpacing(8);
    layout->addWidget(m_recentTitle);
    layout->addWidget(m_recentPlace);
    layout->addWidget(mutedLabel(tr("Suggestions"), this));
    auto *suggestions = new QVBoxLayout;
    suggestions->setSpacing(0);
    for (const Suggestion &suggestion : kSuggestions) {
        const QString address = QString::fromLatin1(suggestion.address);
        auto *button = new SpaceButton(address, tr(suggestion.note), this);
        suggestions->addWidget(button);
        connect(button, &SpaceButton::clicked, this,
                [this, address] { Q_EMIT connectRequested(address); });
    }
    layout->addLayout(suggestions);
    auto *demo = new QPushButton(tr("Try the demo"), this);
    demo->setAccessibleName(tr("Try the demo"));
    demo->setAccessibleDescription(
        tr("Opens the Demo Space inside this program: no network, no account"));
    demo->setToolTip(demo->accessibleDescription());
    demo->setAutoDefault(false);
    layout->addSpacing(4);
    layout->addWidget(demo, 0, Qt::AlignLeading);

    connect(m_connect, &QPushButton::clicked, this, &ConnectBox::submit);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectBox::submit);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        setProblem({});
        Q_EMIT edited();
    });
    connect(demo, &QPushButton::clicked, this, &ConnectBox::demoRequested);
}

QString ConnectBox::address() const { return m_address->text(); }

void ConnectBox::setAddress(const QString &address)
{
    m_address->setText(address);
    setProblem({});
}

void ConnectBox::setRecent(const QStringList &addresses)
{
    const QStringList shown = addresses.mid(0, kRecentShown);
    if (shown == m_recentShown)
        return;
    m_recentShown = shown;
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QWidget *before = m_connect;
    for (const QString &address : shown) {
        auto *button = new SpaceButton(address, {}, m_recentPlace);
        m_recent->addWidget(button);
        setTabOrder(before, button);
        before = button;
        connect(button, &SpaceButton::clicked, this,
                [this, address] { Q_EMIT connectRequested(address); });
    }
    m_recentTitle->setVisible(!shown.isEmpty());
    m_recentPlace->setVisible(!shown.isEmpty());
}

void ConnectBox::setState(const QString &words)
{
    m_state->setText(words);
    m_state->setVisible(!words.isEmpty());
}

void ConnectBox::setProblem(const QString &sentence)
{
    if (!sentence.isEmpty()) {
        QPalette palette;
        palette.setColor(QPalette::WindowText,
                         Theme::fromPalette(QGuiApplication::palette()).error);
        m_problem->setPalette(palette);
    }
    m_problem->setText(sentence);
    m_problem->setAccessibleName(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_address->setAccessibleDescription(sentence);
}

void ConnectBox::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

void ConnectBox::submit()
{
    if (const QString typed = m_address->text().trimmed(); !typed.isEmpty())
        Q_EMIT connectRequested(typed);
    else
        setProblem(tr("Type the address of a Space: owner/name, or a web address."));
}

} // namespace spaceline

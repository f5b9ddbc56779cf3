#include "window/header.h"

#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/menubutton.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kHeight = 52; ///< pixels, with the line below
constexpr int kButton = 32;
} // namespace

Header::Header(QWidget *parent)
    : QWidget(parent)
    , m_sidebar(new QToolButton(this))
    , m_name(new ElidedLabel(this))
    , m_chip(new StateChip(this))
    , m_parameters(new QToolButton(this))
    , m_menu(new MenuButton(this))
{
    m_name->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    m_sidebar->setAccessibleName(tr("Show conversations"));
    m_sidebar->setToolTip(tr("Show conversations"));
    m_sidebar->setIcon(symbolicIcon("view-sidetree"_L1));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu"));
    m_menu->setIcon(symbolicIcon("view-more"_L1));
    m_parameters->setCheckable(true);
    m_parameters->setIcon(symbolicIcon("configure"_L1));
    m_parameters->setFont(scaledFont(font(), kMutedSize));
    for (QToolButton *button :
         std::initializer_list<QToolButton *>{m_sidebar, m_parameters, m_menu}) {
        button->setAutoRaise(true);
        button->setMinimumWidth(kButton);
        button->setFixedHeight(kButton);
        button->setIconSize({18, 18});
        button->setFocusPolicy(Qt::TabFocus);
    }
    setMinimumHeight(kHeight);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 12, 1);
    layout->setSpacing(10);
    layout->addWidget(m_sidebar);
    layout->addWidget(m_name);
    layout->addWidget(m_chip);
    layout->addStretch();
    layout->addWidget(m_parameters);
    layout->addWidget(m_menu);
    setParameters(false, 0);

    connect(m_sidebar, &QToolButton::clicked, this, &Header::sidebarRequested);
    // Not clicked(): a screen reader toggles without a click.
    connect(m_parameters, &QToolButton::toggled, this, [this](bool isOn) {
        if (isOn != m_showsParameters)
            Q_EMIT parametersRequested();
    });
    connect(m_chip, &StateChip::clicked, this, &Header::stateClicked);
}

void Header::setSpaceName(const QString &name)
{
    m_name->setText(name);
    m_name->updateGeometry();
}

void Header::setSidebarButtonVisible(bool isVisible) { m_sidebar->setVisible(isVisible); }

void Header::setParameters(bool isShown, int count)
{
    m_showsParameters = isShown;
    m_parameters->setChecked(isShown);
    m_parameters->setAccessibleName(isShown ? tr("Hide parameters") : tr("Show parameters"));
    const QString differing = tr("%n value(s) differ from the defaults", nullptr, count);
    m_parameters->setAccessibleDescription(count > 0 ? differing : QString());
    m_parameters->setToolTip(count > 0 ? m_parameters->accessibleName() + u'\n' + differing
                                       : m_parameters->accessibleName());
    m_parameters->setText(count > 0 ? QString::number(count) : QString());
    m_parameters->setToolButtonStyle(count > 0 ? Qt::ToolButtonTextBesideIcon
                                               : Qt::ToolButtonIconOnly);
}

void Header::setMenu(QMenu *menu) { m_menu->setMenu(menu); }

void Header::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, palette().color(QPalette::Mid));
}

} // namespace spaceline

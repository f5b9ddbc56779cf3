#include "parameters/colorcontrol.h"

#include "gradio/parametervalues.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kSwatch = 20; ///< pixels
constexpr int kButton = 32;

/// The colour that \p text names as CSS does; invalid where it names none.
QColor colorOf(const QString &text)
{
    static const QRegularExpression function(
        uR"(^\s*(rgb|hsl)a?\(\s*([0-9.]+)%?[\s,]+([0-9.]+)%?[\s,]+([0-9.]+)%?.*\)\s*$)"_s);
    const QRegularExpressionMatch match = function.match(text);
    if (!match.hasMatch())
        return text.trimmed().startsWith(u'#') ? QColor(text.trimmed()) : QColor();
    const auto part = [&match](int index) { return match.captured(index).toFloat(); };
    if (match.captured(1) == "rgb"_L1)
        return QColor::fromRgb(qRound(part(2)), qRound(part(3)), qRound(part(4)));
    return QColor::fromHslF(part(2) / 360, qMin(part(3) / 100, 1.0F), qMin(part(4) / 100, 1.0F));
}

} // namespace

ColorControl::ColorControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_edit(new QLineEdit(this))
    , m_button(new QToolButton(this))
{
    m_edit->setAccessibleName(gradio::titleOf(parameter));
    m_edit->setPlaceholderText(u"#000000"_s);
    m_button->setAccessibleName(tr("Choose the colour of %1").arg(gradio::titleOf(parameter)));
    m_button->setToolTip(tr("Choose a colour"));
    m_button->setAutoRaise(true);
    m_button->setFixedSize(kButton, kButton);
    m_button->setIconSize({kSwatch, kSwatch});
    setFocusProxy(m_edit);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_button);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        showColor();
        Q_EMIT edited();
    });
    connect(m_button, &QToolButton::clicked, this, &ColorControl::chooseColor);
}

QJsonValue ColorControl::value() const
{
    return m_edit->text().isEmpty() ? QJsonValue() : QJsonValue(m_edit->text());
}

void ColorControl::setValue(const QJsonValue &value)
{
    m_edit->setText(value.toString());
    m_edit->setCursorPosition(0);
    showColor();
}

void ColorControl::chooseColor()
{
    auto *dialog = new QColorDialog(colorOf(m_edit->text()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        setValue(color.name());
        Q_EMIT edited();
    });
    dialog->open();
}

void ColorControl::showColor()
{
    const qreal ratio = devicePixelRatioF();
    QPixmap swatch(QSize(kSwatch, kSwatch) * ratio);
    swatch.setDevicePixelRatio(ratio);
    swatch.fill(Qt::transparent);
    const QColor color = colorOf(m_edit->text());
    QPainter painter(&swatch);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.setBrush(color.isValid() ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(0.5, 0.5, kSwatch - 1, kSwatch - 1), 4, 4);
    m_button->setIcon(swatch);
}

} // namespace spaceline

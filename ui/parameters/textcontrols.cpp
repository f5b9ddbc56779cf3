#include "parameters/textcontrols.h"

#include "gradio/parametervalues.h"
#include "parameters/fieldframe.h"

#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kFewestLines = 3;
constexpr int kMostLines = 8;

/// \p text as JSON; undefined where it is none. \p offset tells where it goes wrong.
QJsonValue parsed(const QString &text, qsizetype *offset = nullptr)
{
    QJsonParseError error;
    const QJsonArray list = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error).array();
    if (error.error == QJsonParseError::NoError && list.size() == 1)
        return list.at(0);
    if (offset)
        *offset = QString::fromUtf8(text.toUtf8().left(error.offset - 1)).size();
    return QJsonValue(QJsonValue::Undefined);
}

QString written(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed();
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson()).trimmed();
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.mid(1, json.size() - 2));
}

} // namespace

LineControl::LineControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_edit(new QLineEdit(this))
{
    m_edit->setAccessibleName(gradio::titleOf(parameter));
    m_edit->setPlaceholderText(parameter.placeholder);
    if (parameter.maxLength >= 0) {
        const qsizetype given = parameter.fallback.toString().size();
        m_edit->setMaxLength(int(std::max<qsizetype>(parameter.maxLength, given)));
    }
    if (parameter.password) {
        m_edit->setEchoMode(QLineEdit::Password);
        m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhHiddenText
                                    | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    }
    setFocusProxy(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        m_isNull = false;
        Q_EMIT edited();
    });
}

QJsonValue LineControl::value() const { return m_isNull ? QJsonValue() : m_edit->text(); }

void LineControl::setValue(const QJsonValue &value)
{
    m_isNull = value.isNull();
    m_edit->setText(value.toString());
    m_edit->setCursorPosition(0); // a long text shows how it begins
}

AreaControl::AreaControl(const gradio::Parameter &parameter, Content content, QWidget *parent)
    : ParameterControl(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_title(gradio::titleOf(parameter))
    , m_content(content)
{
    m_edit->setAccessibleName(m_title);
    m_edit->setPlaceholderText(parameter.placeholder);
    m_edit->setTabChangesFocus(true);
    if (content != Content::Text) {
        QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setPointSizeF(m_edit->font().pointSizeF() * 0.93);
        m_edit->setFont(font);
        m_edit->setLayoutDirection(Qt::LeftToRight);
        m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    const QString given
        = content == Content::Json ? written(parameter.fallback) : parameter.fallback.toString();
    const int lines = std::max(parameter.lines, int(given.count(u'\n')) + 1);
    const int margin = int(m_edit->document()->documentMargin());
    m_edit->setFixedHeight(m_edit->fontMetrics().lineSpacing()
                               * std::clamp(lines, kFewestLines, kMostLines)
                           + 2 * margin);
    setFocusProxy(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(new FieldFrame(m_edit, this));
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_isNull = false;
        Q_EMIT edited();
    });
}

QJsonValue AreaControl::value() const
{
    const QString text = m_edit->toPlainText();
    if (m_content != Content::Json)
        return m_isNull ? QJsonValue() : text;
    return text.trimmed().isEmpty() ? QJsonValue() : parsed(text);
}

void AreaControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_edit);
    m_isNull = value.isNull();
    if (m_content == Content::Json)
        m_edit->setPlainText(value.isNull() || value.isUndefined() ? QString() : written(value));
    else
        m_edit->setPlainText(value.toString());
}

QString AreaControl::problem() const
{
    if (!value().isUndefined())
        return {};
    qsizetype offset = 0;
    const QString text = m_edit->toPlainText();
    (void)parsed(text, &offset);
    const qsizetype line = text.left(offset).count(u'\n') + 1;
    return tr("“%1” is not JSON: look at line %2.").arg(m_title, QString::number(line));
}

} // namespace spaceline

#include "net/trafficlog.h"

#include "base/logging.h"
#include "base/redaction.h"

#include <QDateTime>
#include <QFileInfo>
#include <QMetaMethod>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr qsizetype kLongestLine = 2'000;
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

} // namespace

TrafficLog::TrafficLog(QObject *parent) : QObject(parent) { }

TrafficLog::~TrafficLog() = default;

QString TrafficLog::setFile(const QString &path)
{
    m_file.close();
    if (path.isEmpty())
        return {};
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Text, kOwnerOnly))
        return tr("The traffic log %1 cannot be written: %2").arg(path, m_file.errorString());
    // The permissions above count for a new file only. A device such as /dev/stderr keeps its own.
    if (QFileInfo(path).isFile())
        m_file.setPermissions(kOwnerOnly);
    return {};
}

void TrafficLog::setKeeping(bool keeping)
{
    m_keeping = keeping;
    if (keeping)
        return;
    m_lines.clear();
    m_next = 0;
}

QStringList TrafficLog::lines() const { return m_lines.mid(m_next) + m_lines.mid(0, m_next); }

bool TrafficLog::isEnabled() const { return m_keeping || m_file.isOpen() || isHeard(); }

bool TrafficLog::isHeard() const
{
    static const QMetaMethod signal = QMetaMethod::fromSignal(&TrafficLog::lineAdded);
    return isSignalConnected(signal);
}

void TrafficLog::requested(quint64 id, const QByteArray &method, const QUrl &url, qint64 bodyBytes,
                           const Credentials &credentials, qsizetype cookies, int attempt)
{
    if (!isEnabled())
        return;
    QStringList notes;
    if (bodyBytes > 0)
        notes += u"sends %1 B"_s.arg(bodyBytes);
    for (const auto &[name, value] : credentials)
        notes += u"token as "_s + QString::fromLatin1(name);
    if (cookies > 0)
        notes += u"cookies: %1"_s.arg(cookies);
    if (attempt > 0)
        notes += u"repetition %1"_s.arg(attempt);
    const QString what = QString::fromLatin1(method) + u' ' + shown(url);
    add(id, notes.isEmpty() ? what : what + u" ("_s + notes.join(u", "_s) + u')');
}

void TrafficLog::redirected(quint64 id, int status, const QUrl &to)
{
    if (isEnabled())
        add(id, u"%1, sends on to %2"_s.arg(QString::number(status), shown(to)));
}

void TrafficLog::answered(quint64 id, int status, const QByteArray &contentType)
{
    if (isEnabled())
        add(id, u"%1 %2"_s.arg(QString::number(status), QString::fromLatin1(contentType)));
}

void TrafficLog::repeating(quint64 id, int attempt, std::chrono::milliseconds pause)
{
    if (isEnabled())
        add(id, u"repetition %1 in %2 ms"_s.arg(attempt).arg(pause.count()));
}

void TrafficLog::event(quint64 id, QByteArrayView name, qsizetype bytes)
{
    if (isEnabled())
        add(id, u"event %1, %2 B"_s.arg(QString::fromUtf8(name), QString::number(bytes)));
}

void TrafficLog::finished(quint64 id, qint64 receivedBytes, std::chrono::milliseconds duration,
                          const Failure &failure)
{
    if (!isEnabled())
        return;
    QString text = u"end, received %1 B in %2 ms"_s.arg(receivedBytes).arg(duration.count());
    // Whoever has what it wanted ends an exchange itself; that is no failure.
    if (failure.kind == Failure::Kind::Interrupted)
        text += u", closed from here"_s;
    else if (failure)
        text += u", "_s + failure.code();
    if (!failure.said.isEmpty())
        text += u": "_s + failure.said;
    add(id, text);
}

QString TrafficLog::shown(const QUrl &url)
{
    QString text = url.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo | QUrl::RemoveQuery
                                | QUrl::RemoveFragment);
    if (!url.hasQuery())
        return text;
    QStringList names;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyEncoded))
        names += value.isEmpty() ? name : name + u"=…"_s;
    return text + u'?' + names.join(u'&');
}

void TrafficLog::add(quint64 id, const QString &text)
{
    // A line is a line, whatever a server put into what is told here.
    QString line = redacted(text).left(kLongestLine);
    for (QChar &c : line) {
        if (c < u' ' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    line = QDateTime::currentDateTime().toString(Qt::ISODateWithMs) + u" #"_s + QString::number(id)
        + u' ' + line;
    if (m_file.isOpen()) {
        const QByteArray bytes = line.toUtf8() + '\n';
        if (m_file.write(bytes) != bytes.size() || !m_file.flush()) {
            qCWarning(lcNet) << "The traffic log cannot be written:" << m_file.errorString();
            m_file.close();
        }
    }
    if (m_keeping) {
        if (m_lines.size() < kKeptLines) {
            m_lines.append(line);
        } else {
            m_lines[m_next] = line;
            m_next = (m_next + 1) % kKeptLines;
        }
    }
    Q_EMIT lineAdded(line);
}

} // namespace spaceline

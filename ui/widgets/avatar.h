#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <array>

namespace spaceline {

/// The grounds of avatars; white letters have a contrast of 4.5:1 or better on each.
inline constexpr std::array<QRgb, 8> kAvatarGrounds{0xff5361cf, 0xffb4532a, 0xff1f7a6c, 0xff8553b0,
                                                    0xffa83e6c, 0xff3c7530, 0xff85610f, 0xff2a6fa5};

/// The ground for \p name; the same name has the same one at every start.
[[nodiscard]] QColor avatarGround(const QString &name);
/// The letter for \p name: the first one after its last slash, in upper case.
[[nodiscard]] QString avatarLetter(const QString &name);
/// Paints a disc with the letter into \p rect.
void paintAvatar(QPainter &painter, const QRect &rect, const QString &name, const QFont &font);

/// An avatar that stands by itself. Of no interest to screen readers: the name stands beside it.
class Avatar : public QWidget {
    Q_OBJECT
public:
    explicit Avatar(int diameter, QWidget *parent = nullptr);
    void setName(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

} // namespace spaceline

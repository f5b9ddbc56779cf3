#pragma once

#include <QLocale>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QGuiApplication;
QT_END_NAMESPACE

namespace spaceline {

/// The language of the window, as in the name of its translation ("zh_CN"), for a system that wants
/// \p wanted, the best first (QLocale::uiLanguages()): the first of them that there is a
/// translation for, be it for another country where people write the same. English, "en", where
/// there is none.
[[nodiscard]] QString languageFor(const QStringList &wanted);

/// Text in \p language can be shown with the fonts that there are. Asked of the fonts only for
/// those that most of them lack: Chinese, Japanese, Korean.
[[nodiscard]] bool isReadable(const QLocale &language);

/// Makes the window speak the system's language: our words and Qt's, the names of days, and the
/// direction. All of them in one language, so that English words never stand beside German buttons
/// or in a mirrored window; English, too, where no font has the language's characters. To be called
/// before there is a widget.
void installTranslation(QGuiApplication &application);

} // namespace spaceline

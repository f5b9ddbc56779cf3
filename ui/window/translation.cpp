#include "window/translation.h"

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr auto kEnglish = "en"_L1;

QString fileFor(const QString &language) { return u":/i18n/spaceline_%1.qm"_s.arg(language); }

} // namespace

QString languageFor(const QStringList &wanted)
{
    for (const QString &tag : wanted) {
        const QLocale locale(tag);
        const QLocale elsewhere(locale.language(), locale.script(), QLocale::AnyTerritory);
        for (const QString &name :
             {locale.name(), QLocale::languageToCode(locale.language()), elsewhere.name()}) {
            if (QFile::exists(fileFor(name)))
                return name;
        }
    }
    return kEnglish;
}

bool isReadable(const QLocale &language)
{
    const auto has = [](QFontDatabase::WritingSystem system) {
        return !QFontDatabase::families(system).isEmpty();
    };
    switch (language.script()) {
    case QLocale::SimplifiedHanScript:
        return has(QFontDatabase::SimplifiedChinese);
    case QLocale::TraditionalHanScript:
        return has(QFontDatabase::TraditionalChinese);
    case QLocale::JapaneseScript:
        return has(QFontDatabase::Japanese);
    case QLocale::KoreanScript:
        return has(QFontDatabase::Korean);
    default:
        return true;
    }
}

void installTranslation(QGuiApplication &application)
{
    const QLocale system = QLocale::system();
    QString language = languageFor(system.uiLanguages());
    if (!isReadable(QLocale(language)))
        language = kEnglish;
    const QLocale spoken(language);
    auto *own = new QTranslator(&application);
    if (own->load(fileFor(language)))
        QCoreApplication::installTranslator(own);
    auto *qt = new QTranslator(&application);
    if (qt->load(spoken, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);

    // The order of day and month may be the country's, but its names are words. What the system
    // says would be in the language of its formats, which can be another one than that of its
    // words.
    QLocale::setDefault(
        QLocale(spoken.language(), spoken.script(),
                system.language() == QLocale::C ? spoken.territory() : system.territory()));
    // Qt does this only where it has a translation of its own.
    if (spoken.textDirection() == Qt::RightToLeft)
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
}

} // namespace spaceline

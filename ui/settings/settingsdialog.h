#pragma once

#include <QDialog>

namespace spaceline {

class Settings;
class TokenVault;

/// The preferences; each is applied and written as soon as it is changed.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    /// Both outlive this. \p trafficLogPath is the file that the traffic log is written to.
    SettingsDialog(Settings &settings, TokenVault &vault, const QString &trafficLogPath,
                   QWidget *parent = nullptr);

Q_SIGNALS:
    void tokenRequested();
    void shortcutsRequested();

private:
    QWidget *makeThemeBox(Settings &settings);
    QWidget *makeSendKeyBox(Settings &settings);
    QWidget *makeSilenceBox(Settings &settings);
    QWidget *makeLargestFetchedBox(Settings &settings);
    QWidget *makeZoomBox(Settings &settings);
    QWidget *makeLogRow(Settings &settings, const QString &path);
    QWidget *makeTokenRow(TokenVault &vault);
};

} // namespace spaceline

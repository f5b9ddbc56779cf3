#include "settings/settingsdialog.h"

#include "account/tokenvault.h"
#include "settings/settings.h"
#include "settings/tokendialog.h"
#include "widgets/choicebox.h"
#include "widgets/labels.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QUrl>

using namespace std::chrono_literals;

namespace spaceline {

SettingsDialog::SettingsDialog(Settings &settings, TokenVault &vault, const QString &trafficLogPath,
                               QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->addRow(tr("Theme"), makeThemeBox(settings));
    form->addRow(tr("Text size"), makeZoomBox(settings));
    form->addRow(tr("Send with"), makeSendKeyBox(settings));
    form->addRow(tr("Give up after silence of"), makeSilenceBox(settings));
    form->addRow(tr("Fetch files by itself up to"), makeLargestFetchedBox(settings));
    form->addRow(tr("Access token"), makeTokenRow(vault));
    // As high as their fields, in whose middle they then stand.
    for (int row = 0; row < form->rowCount(); ++row)
        form->itemAt(row, QFormLayout::LabelRole)
            ->widget()
            ->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    form->addRow(tr("Traffic log"), makeLogRow(settings, trafficLogPath));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *shortcuts = buttons->addButton(tr("Keyboard shortcuts"), QDialogButtonBox::ActionRole);
    shortcuts->setAccessibleName(shortcuts->text());
    shortcuts->setAutoDefault(false);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setAutoDefault(false);
    close->setAccessibleName(close->text().remove(u'&'));
    connect(shortcuts, &QPushButton::clicked, this, &SettingsDialog::shortcutsRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(20);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

QWidget *SettingsDialog::makeThemeBox(Settings &settings)
{
    auto *box = new ChoiceBox(this);
    box->setAccessibleName(tr("Theme"));
    box->addItem(tr("System"), int(Settings::Theme::System));
    box->addItem(tr("Light"), int(Settings::Theme::Light));
    box->addItem(tr("Dark"), int(Settings::Theme::Dark));
    box->setCurrentIndex(box->findData(int(settings.theme())));
    connect(box, &QComboBox::currentIndexChanged, &settings,
            [box, &settings] { settings.setTheme(Settings::Theme(box->currentData().toInt())); });
    return box;
}

QWidget *SettingsDialog::makeSendKeyBox(Settings &settings)
{
    auto *box = new ChoiceBox(this);
    box->setAccessibleName(tr("Send with"));
    box->addItem(tr("Enter (Shift+Enter: new line)"), int(Settings::SendKey::Enter));
    box->addItem(tr("Ctrl+Enter (Enter: new line)"), int(Settings::SendKey::ControlEnter));
    box->setCurrentIndex(box->findData(int(settings.sendKey())));
    connect(box, &QComboBox::currentIndexChanged, &settings, [box, &settings] {
        settings.setSendKey(Settings::SendKey(box->currentData().toInt()));
    });
    return box;
}

QWidget *SettingsDialog::makeSilenceBox(Settings &settings)
{
    auto *box = new QSpinBox(this);
    box->setAccessibleName(tr("Give up after silence of"));
    box->setRange(5, 600);
    box->setSuffix(tr(" seconds"));
    box->setValue(int(settings.silenceLimit().count()));
    connect(box, &QSpinBox::valueChanged, &settings,
            [&settings](int seconds) { settings.setSilenceLimit(seconds * 1s); });
    return box;
}

QWidget *SettingsDialog::makeLargestFetchedBox(Settings &settings)
{
    auto *box = new QSpinBox(this);
    box->setAccessibleName(tr("Fetch files by itself up to"));
    box->setToolTip(tr("Larger files of a reply wait for a click."));
    box->setAccessibleDescription(box->toolTip());
    box->setRange(1, 2000);
    box->setSuffix(tr(" MB"));
    box->setValue(settings.largestFetched());
    connect(box, &QSpinBox::valueChanged, &settings,
            [&settings](int megabytes) { settings.setLargestFetched(megabytes); });
    return box;
}

QWidget *SettingsDialog::makeZoomBox(Settings &settings)
{
    auto *box = new QSpinBox(this);
    box->setAccessibleName(tr("Text size"));
    box->setRange(50, 300);
    box->setSingleStep(10);
    box->setSuffix(tr(" %"));
    box->setValue(settings.zoom());
    connect(box, &QSpinBox::valueChanged, &settings,
            [&settings](int percent) { settings.setZoom(percent); });
    // Ctrl and plus change it too while this is open.
    connect(&settings, &Settings::changed, box, [box, &settings] {
        const QSignalBlocker blocker(box);
        box->setValue(settings.zoom());
    });
    return box;
}

QWidget *SettingsDialog::makeLogRow(Settings &settings, const QString &path)
{
    auto *row = new QWidget(this);
    auto *on = new QCheckBox(tr("Write what is sent and received, without secrets"), row);
    on->setAccessibleName(tr("Traffic log"));
    on->setChecked(settings.logsTraffic());
    connect(on, &QCheckBox::toggled, &settings,
            [&settings](bool isOn) { settings.setLogsTraffic(isOn); });
    auto *place = new ElidedLabel(row, Qt::ElideMiddle); // its ends tell where it is
    place->setText(QDir::toNativeSeparators(path));
    place->setForegroundRole(QPalette::PlaceholderText);
    place->setFont(scaledFont(place->font(), kMutedSize));
    place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *open = new QPushButton(tr("Open folder"), row);
    open->setAccessibleName(open->text());
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [path] {
        const QString folder = QFileInfo(path).absolutePath();
        QDir().mkpath(folder);
        QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
    });
    auto *second = new QHBoxLayout;
    second->addWidget(place, 1);
    second->addWidget(open);
    auto *layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(on);
    layout->addLayout(second);
    return row;
}

QWidget *SettingsDialog::makeTokenRow(TokenVault &vault)
{
    auto *row = new QWidget(this);
    auto *state = new QLabel(tokenWords(vault), row);
    state->setTextFormat(Qt::PlainText);
    connect(&vault, &TokenVault::changed, state,
            [state, &vault] { state->setText(tokenWords(vault)); });
    auto *change = new QPushButton(tr("Access token…"), row);
    change->setAccessibleName(change->text());
    change->setAutoDefault(false);
    connect(change, &QPushButton::clicked, this, &SettingsDialog::tokenRequested);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(state, 1);
    layout->addWidget(change);
    return row;
}

} // namespace spaceline

#include "parameters/presetmenu.h"

#include <QActionGroup>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// \p name as a menu's text: a "&" in it is one.
QString shown(QString name) { return name.replace(u'&', u"&&"_s); }

} // namespace

PresetMenu::PresetMenu(QWidget *parent) : QMenu(parent) { setPresets({}, {}); }

void PresetMenu::setPresets(const QStringList &names, const QString &current)
{
    clear();
    qDeleteAll(findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly));
    for (const QString &name : names) {
        QAction *action = addAction(shown(name), this, [this, name] { Q_EMIT chosen(name); });
        action->setCheckable(true);
        action->setChecked(name == current);
    }
    if (!names.isEmpty())
        addSeparator();
    addAction(tr("Save as preset…"), this, &PresetMenu::saveRequested);
    if (names.isEmpty())
        return;
    auto *doomed = new QMenu(tr("Delete preset"), this);
    for (const QString &name : names)
        doomed->addAction(shown(name), this, [this, name] { Q_EMIT deleteRequested(name); });
    addMenu(doomed);
}

} // namespace spaceline

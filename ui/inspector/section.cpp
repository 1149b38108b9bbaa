#include "ui/inspector/section.h"

#include "ui/inspector/text_rows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/small_controls.h"

#include <QSettings>
#include <QVBoxLayout>

namespace stampede::ui {

Section::Section(const QString& id, const QString& title, TextRows* rows, QWidget* parent) : QWidget(parent), rows_(rows)
{
    const QString setting = QStringLiteral("inspector/open/") + id;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(5));
    title_ = new FoldTitle(title);
    title_->setObjectName(id);
    title_->setChecked(QSettings().value(setting, true).toBool());
    column->addWidget(title_);
    column->addWidget(rows);
    rows->setVisible(title_->isChecked());
    connect(title_, &FoldTitle::toggled, this, [this, setting](bool open) {
        rows_->setVisible(open);
        QSettings().setValue(setting, open);
    });
}

void Section::setTitle(const QString& title)
{
    if (title_->text() == title) return;
    title_->setText(title);
    title_->setAccessibleName(title);
}

bool Section::isOpen() const { return title_->isChecked(); }

}  // namespace stampede::ui

#include "ui/lab/inspector/section.h"

#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/small_controls.h"

#include <QSettings>

namespace stampede::ui {

Section::Section(const QString& id, const QString& title, TextRows* rows, QWidget* parent)
    : QWidget(parent), rows_(rows)
{
    const QString setting = QStringLiteral("inspector/open/") + id;
    title_ = new FoldTitle(title, this);
    rows_->setParent(this);
    title_->setObjectName(id);
    title_->setChecked(QSettings().value(setting, true).toBool());
    rows->setVisible(title_->isChecked());
    connect(title_, &FoldTitle::toggled, this, [this, setting](bool open) {
        rows_->setVisible(open);
        QSettings().setValue(setting, open);
        emit toggled();
    });
}

int Section::arrange(int width)
{
    const int caption = title_->sizeHint().height();
    title_->setGeometry(0, 0, width, caption);
    if (!isOpen()) return caption;
    const int top = caption + theme().px(5);
    rows_->setGeometry(0, top, width, rows_->height());
    return top + rows_->height();  // the width may have changed it
}

void Section::setTitle(const QString& title)
{
    if (title_->text() == title) return;
    title_->setText(title);
    title_->setAccessibleName(title);
}

bool Section::isOpen() const
{
    return title_->isChecked();
}

}  // namespace stampede::ui

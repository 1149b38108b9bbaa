#include "ui/lab/inspector/section.h"

#include "ui/lab/inspector/text_rows.h"
#include "ui/look/settings/settings.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/small_controls.h"

namespace stampede::ui {

Section::Section(const QString& id, const QString& title, TextRows* rows, QWidget* parent)
    : QWidget(parent), rows_(rows)
{
    const Setting<bool> opened = settings::inspectorSectionOpen(id);
    title_ = new FoldTitle(title, this);
    rows_->setParent(this);
    title_->setObjectName(id);
    title_->setChecked(opened.get());
    rows->setVisible(title_->isChecked());
    connect(title_, &FoldTitle::toggled, this, [this, opened](bool open) {
        rows_->setVisible(open);
        opened.set(open);
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

SectionColumn::SectionColumn(QWidget* parent) : QWidget(parent)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    state = add("state", tr("State"), RowsLook::table);
    story = add("story", tr("No request selected"), RowsLook::table);
    code = add("code", tr("Where it is in the strategy"), RowsLook::code);
    why = add("why", tr("Why"), RowsLook::prose);
    next = add("try", tr("Try next"), RowsLook::choices);
}

Section* SectionColumn::add(const char* id, const QString& title, RowsLook look)
{
    auto* rows = new TextRows(look, title);
    connect(rows, &TextRows::heightChanged, this, &SectionColumn::heightChanged);
    auto* section = new Section(QLatin1String(id), title, rows, this);
    connect(section, &Section::toggled, this, &SectionColumn::toggled);
    return section;
}

/// The bar's room at the right is kept free, so that nothing is wrapped anew when it comes.
void SectionColumn::arrange(int width)
{
    if (arranging_) return;
    arranging_ = true;
    const Theme& t = theme();
    const int left = t.px(14), inside = width - left - t.px(18);
    int y = t.px(6);
    for (Section* section : all()) {
        const int height = section->arrange(inside);
        section->setGeometry(left, y, inside, height);
        y += height + t.px(11);
    }
    resize(width - t.px(10), y + t.px(3));
    arranging_ = false;
}

}  // namespace stampede::ui

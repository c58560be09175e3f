from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0009_amendments_from_the_floor'),
    ]

    operations = [
        migrations.AddField(
            model_name='election',
            name='hides_counts',
            field=models.BooleanField(default=False, help_text='投票的人太少（CON-76）', verbose_name='不公布票数'),
        ),
        migrations.AlterField(
            model_name='election',
            name='method',
            field=models.CharField(choices=[('paper', '纸质无记名投票'), ('hands', '举手表决'), ('ballot', '手机无记名投票')], default='paper', max_length=8, verbose_name='方式'),
        ),
    ]

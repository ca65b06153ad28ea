using EventPlatform.Grains.Subscriptions;
using EventPlatform.Grains.Tests.Hosting;
using EventPlatform.Testing;

namespace EventPlatform.Grains.Tests.Subscriptions;

public sealed class PublisherMarksTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Set_OverTheBound_ForgetsTheLongSilent()
    {
        var marks = new PublisherMarks(_time);
        var old = Fill(marks, PublisherMarks.CountMax - 1);
        _time.Advance(PublisherMarks.SilenceMax);
        var recent = TestIds.New();
        marks.Set(recent, 5);
        marks.Set(TestIds.New(), 1);
        Assert.Equal(5, marks.NumberOf(recent));
        Assert.Equal(0, marks.NumberOf(old));
        Assert.Equal(2, marks.Count);
    }

    [Fact]
    public void Set_OverTheBoundWithNobodySilent_ForgetsTheOneSeenFirst()
    {
        var marks = new PublisherMarks(_time);
        var oldest = TestIds.New();
        marks.Set(oldest, 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Fill(marks, PublisherMarks.CountMax);
        Assert.Equal(PublisherMarks.CountMax, marks.Count);
        Assert.Equal(0, marks.NumberOf(oldest));
    }

    private static Guid Fill(PublisherMarks marks, int count)
    {
        var last = Guid.Empty;
        for (var index = 0; index < count; index++)
        {
            last = TestIds.New();
            marks.Set(last, 1);
        }

        return last;
    }
}

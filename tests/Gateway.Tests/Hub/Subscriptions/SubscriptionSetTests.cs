using System.Globalization;
using System.Text;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.Tests.Hub.Subscriptions;

/// <summary>What a session has, however many: a chain up to eight of its own, a dictionary beyond.</summary>
public class SubscriptionSetTests
{
    private static readonly string[] Automatic = ["0", "*"];

    private readonly SubscriptionIndex _index = new();
    private readonly SubscriptionSet _set = new(new FakeSubscriber());

    public SubscriptionSetTests()
    {
        foreach (var type in Automatic)
        {
            _index.SubscribeAutomatic(_set, Name(type));
        }
    }

    /// <summary>One of its own has the name of an automatic one, which stays when it goes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(SubscriptionSet.ChainedMax)]
    [InlineData(SubscriptionSet.ChainedMax + 1)]
    [InlineData(3 * SubscriptionSet.ChainedMax)]
    public void Own_AddedAndRemovedInAnyOrder_AreListedNewestFirst(int count)
    {
        for (var step = 1; step <= count; step++)
        {
            var own = new List<string>();
            for (var number = 0; number < count; number++)
            {
                Assert.Equal(SubscribeOutcome.Added, _index.Subscribe(_set, Name(TypeOf(number)), null));
                Assert.Equal(SubscribeOutcome.Replaced, _index.Subscribe(_set, Name(TypeOf(number)), null));
                own.Insert(0, TypeOf(number));
                AssertHas(own);
            }

            for (var (index, left) = (0, count); left > 0; left--)
            {
                index = (index + step) % left;
                Assert.True(_index.Unsubscribe(_set, Name(own[index])));
                Assert.False(_index.Unsubscribe(_set, Name(own[index])));
                own.RemoveAt(index);
                AssertHas(own);
            }
        }
    }

    [Theory, InlineData(1), InlineData(2 * SubscriptionSet.ChainedMax)]
    public void Drop_AnyNumber_RemovesAllForGood(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _index.Subscribe(_set, Name(TypeOf(number)), null);
        }

        Assert.Equal(count + Automatic.Length, _index.Drop(_set));
        Assert.Equal((0, 0), (_index.Count, _set.Count));
        Assert.Equal(SubscribeOutcome.Dropped, _index.Subscribe(_set, Name("1"), null));
        Assert.Equal(0, _index.Drop(_set));
    }

    private static string TypeOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SubscriptionName Name(string type) =>
        new("default"u8, "test"u8, "sub"u8, Encoding.UTF8.GetBytes(type), "*"u8);

    private void AssertHas(List<string> own)
    {
        var listed = _index.List(_set).Select(entry => Encoding.UTF8.GetString(entry.Subscription.Name.Type));
        Assert.Equal([.. own, .. Automatic], listed);
        var count = own.Count + Automatic.Length;
        Assert.Equal((count, count, own.Count), (_set.Count, _index.Count, _set.OwnCount));
    }

    private sealed class FakeSubscriber : ISubscriber
    {
        public ReadOnlySpan<byte> Service => "default"u8;
    }
}

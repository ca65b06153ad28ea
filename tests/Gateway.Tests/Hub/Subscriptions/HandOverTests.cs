using System.Text;
using EventPlatform.Contracts.Events;
using EventPlatform.Gateway.ExternalApi.Json;
using EventPlatform.Gateway.Hub.Subscriptions;

namespace EventPlatform.Gateway.Tests.Hub.Subscriptions;

/// <summary>Several events that hit the same buckets are handed over as one: to whom, how often, and in which order.</summary>
public class HandOverTests
{
    private const string Body = """{"n":1}""";

    private readonly SubscriptionIndex _index = new();

    [Fact]
    public void HandOver_OneBucketWithPlainAndSpecial_EachGetsEachEventOnceInOrder()
    {
        var (plain, other, added, elsewhere) = (New(), New(), New(), New("other"));
        Subscribe(plain, "f0");
        Subscribe(added, "f0", body: Body);
        Subscribe(other, "f0");
        Subscribe(elsewhere, "f0");
        var got = HandOver(Find(1, 1));
        Assert.Equal(["0", "1", "2"], got.Of(plain));
        Assert.Equal(["0", "1", "2"], got.Of(other));
        Assert.Equal(["0", "1", "2"], got.Of(elsewhere));
        Assert.Equal(["0" + Body, "1" + Body, "2" + Body], got.Of(added));
        Assert.Equal(2, got.TogetherCount);
    }

    [Fact]
    public void HandOver_SeveralBucketsOfPlainOnes_EachSessionGetsEachEventOnce()
    {
        var (all, one, two) = (New(), New(), New());
        Subscribe(all, "*");
        Subscribe(all, "f0");
        Subscribe(all, "*", "f1");
        Subscribe(one, "f0");
        Subscribe(two, "*", "f1");
        Subscribe(two, "f0", "f1");
        var hits = Find(3, 4);
        for (var round = 0; round < 2; round++)
        {
            var got = HandOver(hits);
            Assert.All([all, one, two], session => Assert.Equal(["0", "1", "2"], got.Of(session)));
            Assert.Equal(3, got.TogetherCount);
        }
    }

    [Fact]
    public void HandOver_SeveralBucketsAndOneAdds_ItsSessionGetsBothOfEachEventBeforeTheNext()
    {
        var (both, plain, equal) = (New(), New(), New());
        Subscribe(both, "*");
        Subscribe(both, "f0", body: Body);
        Subscribe(plain, "*");
        Subscribe(plain, "f0");
        Subscribe(equal, "*", body: """{"n":1.0}""");
        Subscribe(equal, "f0", body: Body);
        var got = HandOver(Find(1, 2));
        var sorted = got.Of(both).OrderBy(text => text[0]).ThenBy(text => text.Length);
        Assert.Equal(["0", "0" + Body, "1", "1" + Body, "2", "2" + Body], sorted);
        Assert.Equal("001122", string.Concat(got.Of(both).Select(text => text[0])));
        Assert.Equal(["0", "1", "2"], got.Of(plain));
        Assert.Equal(3, got.Of(equal).Count);
        Assert.Equal(0, got.TogetherCount);
    }

    [Fact]
    public void HandOver_ReplacedMeanwhile_GetsEachEventOnceAsItIsNow()
    {
        var (adds, clears) = (New(), New());
        Subscribe(adds, "f0");
        Subscribe(clears, "f0", body: Body);
        var hits = Find(1, 1);
        Subscribe(adds, "f0", body: Body);
        Subscribe(clears, "f0");
        var got = HandOver(hits);
        Assert.Equal(["0" + Body, "1" + Body, "2" + Body], got.Of(adds));
        Assert.Equal(["0", "1", "2"], got.Of(clears));
    }

    [Fact]
    public void HandOver_AddedToTheirBucketMeanwhile_GetsAllOfThem()
    {
        var (first, late) = (New(), New());
        Subscribe(first, "f0");
        var hits = Find(1, 1);
        Subscribe(late, "f0");
        Assert.Equal(["0", "1", "2"], HandOver(hits).Of(late));
    }

    [Fact]
    public void HandOver_AddedToAnotherBucketMeanwhile_GetsNone()
    {
        var (first, late) = (New(), New());
        Subscribe(first, "f0");
        var hits = Find(1, 1);
        Subscribe(late, "*");
        Subscribe(first, "*");
        var got = HandOver(hits);
        Assert.Empty(got.Of(late));
        Assert.Equal(["0", "1", "2"], got.Of(first));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void HandOver_RemovedMeanwhile_GetsNoneAndTheOthersGetAll(int buckets)
    {
        var (stays, goes, drops) = (New(), New(), New());
        foreach (var session in new[] { goes, stays, drops })
        {
            Subscribe(session, "f0");
        }

        if (buckets == 2)
        {
            Subscribe(drops, "*");
        }

        var hits = Find(1, buckets);
        Assert.True(_index.Unsubscribe(goes.Set, Name("f0", "*")));
        _index.Drop(drops.Set);
        var got = HandOver(hits);
        Assert.Empty(got.Of(goes));
        Assert.Empty(got.Of(drops));
        Assert.Equal(["0", "1", "2"], got.Of(stays));
    }

    /// <summary>The bucket that was found is empty and out of the index; what was subscribed since stands in a new one.</summary>
    [Fact]
    public void HandOver_RemovedAndAddedAgainMeanwhile_GetsNoneButTheNext()
    {
        var session = New();
        Subscribe(session, "f0");
        var before = Find(1, 1);
        Assert.True(_index.Unsubscribe(session.Set, Name("f0", "*")));
        Subscribe(session, "f0");
        Assert.Empty(HandOver(before).Of(session));
        var after = Find(1, 1);
        Assert.NotSame(before[0], after[0]);
        Assert.Equal(["0", "1", "2"], HandOver(after).Of(session));
    }

    [Fact]
    public void Find_NobodyAsks_IsNone()
    {
        Subscribe(New(), "other");
        Find(1, 0);
        Find(0, 0);
    }

    /// <summary>Places in a bucket's two parts stay right while subscriptions come, change part and go.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public void HandOver_AfterRandomChanges_ReachesExactlyThoseWhoAreThere(int seed)
    {
        var random = new Random(seed);
        var sessions = Enumerable.Range(0, 60).Select(_ => New()).ToArray();
        var added = new string?[sessions.Length];
        for (var step = 0; step < 3_000; step++)
        {
            var at = random.Next(random.Next(1, sessions.Length + 1));
            if (random.Next(3) == 0)
            {
                Assert.Equal(added[at] is not null, _index.Unsubscribe(sessions[at].Set, Name("f0", "*")));
                added[at] = null;
            }
            else
            {
                added[at] = random.Next(2) == 0 ? "" : Body;
                Subscribe(sessions[at], "f0", body: added[at] is "" ? "{}" : Body);
            }

            if (step % 25 == 0 && _index.Count > 0)
            {
                var got = HandOver(Find(1, 1));
                Assert.All(sessions.Zip(added), pair => Assert.Equal(
                    pair.Second is null ? [] : ["0" + pair.Second, "1" + pair.Second, "2" + pair.Second], got.Of(pair.First)));
            }
        }
    }

    private static FakeSubscriber New(string service = "default") => new(service);

    private static SubscriptionName Name(string subclass, string type) =>
        new("default"u8, "test"u8, Encoding.UTF8.GetBytes(subclass), Encoding.UTF8.GetBytes(type), "*"u8);

    private void Subscribe(FakeSubscriber session, string subclass, string type = "*", string body = "{}") =>
        _index.Subscribe(session.Set, Name(subclass, type), JsonBody.Parse(Encoding.UTF8.GetBytes(body)));

    private Bucket?[] Find(int gives, int count)
    {
        var record = new EventRecord { Service = "default"u8, Class = "test"u8 };
        record = (gives & 1) != 0 ? record with { Subclass = "f0"u8 } : record;
        record = (gives & 2) != 0 ? record with { Type = "f1"u8 } : record;
        var hits = new Bucket?[8];
        Assert.Equal(count, _index.Find(record, hits));
        return hits[..count];
    }

    private RunReceiver HandOver(Bucket?[] hits)
    {
        var receiver = new RunReceiver(3);
        _index.HandOver(hits, receiver);
        return receiver;
    }

    private sealed class FakeSubscriber : ISubscriber
    {
        private readonly byte[] _service;

        public FakeSubscriber(string service)
        {
            _service = Encoding.UTF8.GetBytes(service);
            Set = new SubscriptionSet(this);
        }

        public SubscriptionSet Set { get; }

        public ReadOnlySpan<byte> Service => _service;
    }
}

using System.Text;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>What the runner publishes so that a reader with filters sees it.</summary>
public sealed class FeedMarkTests
{
    [Theory]
    [InlineData("/x", "s-1", "s-1", "silence", """{"silence":"s-1"}""")]
    [InlineData("?since=1.1&filters=class:c", "s-1", "s-1", "silence", """{"silence":"s-1"}""")]
    [InlineData("?filter=class:c-r7&filter=type:t&filter=type:u", "c-r7", "t", "silence", """{"silence":"s-1"}""")]
    [InlineData("?filter=service%3aother&filter=n:a+b:1&filter=n:2&filter=m:*", "s-1", "s-1", "other",
        """{"n":"a b:1","m":"*","silence":"s-1"}""")]
    public void Record_PassesTheFilters(string path, string @class, string type, string service, string body)
    {
        var record = new FeedMark("s-1", path).Record(TimeProvider.System);
        Assert.Equal(
            (@class, type, service, body),
            (Text(record.Class), Text(record.Type), Text(record.Service), Text(record.Body)));
    }

    [Fact]
    public void New_OnWhatNoEventOfItsOwnHas_Throws() =>
        Assert.Throws<NotSupportedException>(() => new FeedMark("s-1", "?filter=eventId:1"));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}

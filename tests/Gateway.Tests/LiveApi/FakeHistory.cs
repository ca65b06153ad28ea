using System.Globalization;
using System.Text;
using EventPlatform.Gateway.Hub;

namespace EventPlatform.Gateway.Tests.LiveApi;

/// <summary>Has told the events 1 to 1,500, of classes <c>odd</c> and <c>even</c>; those from 11 on are held.</summary>
internal sealed class FakeHistory : IEventHistory
{
    private const int First = 11;
    private const int Last = 1_500;

    public ValueTask<IEnumerable<ReadOnlyMemory<byte>>?> Read(string? since, string? eventClass, CancellationToken cancellationToken)
    {
        var start = since is null ? First : int.TryParse(since, CultureInfo.InvariantCulture, out var number) ? number + 1 : 0;
        return new(start < First ? null : Events(start, eventClass));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Events(int start, string? eventClass)
    {
        for (var number = start; number <= Last; number++)
        {
            var name = (number & 1) == 0 ? "even" : "odd";
            if (eventClass is null || eventClass == name)
            {
                yield return Encoding.UTF8.GetBytes(
                    $$"""{"eventId":"{{number}}","type":"dial","time":1,"coreServerId":"{{SampleDirectory.Core}}","class":"{{name}}"}""");
            }
        }
    }
}

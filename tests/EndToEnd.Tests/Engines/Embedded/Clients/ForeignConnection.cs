using System.Globalization;

namespace EventPlatform.EndToEnd.Tests.Clients;

/// <summary>A connection that a foreign program holds, a message a line.</summary>
/// <param name="process">It copies its standard input to the gateway, and what comes to its standard output.</param>
/// <param name="isWebSocket">It is one of our scripts: it also prints <c>open</c> and <c>closed</c> with the code.</param>
internal sealed class ForeignConnection(ForeignProcess process, bool isWebSocket) : IAsyncDisposable
{
    internal Task Send(string message) => process.Write(message + "\n");

    /// <summary>The next message must be this one.</summary>
    internal async Task Expect(string message) => Assert.Equal(message, await process.ReadLine());

    /// <summary>The client closes, and the gateway has nothing more to say.</summary>
    internal async Task Close()
    {
        process.EndInput();
        await ExpectClose("1000");
    }

    /// <summary>The gateway must have closed, after all messages; the client takes that for an end in order.</summary>
    internal async Task ExpectClose(string code)
    {
        var end = isWebSocket ? $"closed {code}\n" : "";
        Assert.Equal((end, 0), (await process.ReadRest(), await process.ExitCode()));
    }

    /// <summary>How many bytes the gateway has sent, to a client that tells it after its end.</summary>
    internal async Task<int> BytesRead()
    {
        var errors = await process.Errors();
        Assert.StartsWith("bytes read: ", errors, StringComparison.Ordinal);
        return int.Parse(errors["bytes read: ".Length..], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}

using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Makes each request as a call of <c>POST /rpc</c>, in their order; answers come as if they were messages.</summary>
internal sealed class RpcPeer(HttpCaller http, string user) : Peer
{
    private Task _last = Task.CompletedTask;

    internal override bool IsCalling => true;

    internal override string Remote => throw new NotSupportedException("A call has no session.");

    /// <summary>Who makes the calls, as <see cref="HttpCall"/> has it.</summary>
    internal (HttpScheme Scheme, string Authorization) Credentials { get; set; } = (HttpScheme.Basic, user);

    internal override Task Send(ReadOnlyMemory<byte> bytes, SendKind kind)
    {
        if (kind is not (SendKind.Message or SendKind.Bytes))
        {
            throw new NotSupportedException("Calls have no frames.");
        }

        _last = Call(_last, bytes);
        return Task.CompletedTask;
    }

    /// <summary>Ends once all calls are answered.</summary>
    internal override async Task BeginClose()
    {
        await _last;
        IsOver = true;
        Came(new Incoming.Closed(null));
        End();
    }

    public override async ValueTask DisposeAsync() => await _last;

    private async Task Call(Task before, ReadOnlyMemory<byte> body)
    {
        await before;
        try
        {
            var call = new HttpCall("POST", "/rpc", IsOnHttp: false, Credentials.Authorization, Credentials.Scheme);
            var got = await http.Call(call, body);
            Came(got.Status == 200 ? new Incoming.Message(got.Text) : new Incoming.Broken($"HTTP {got.Status} {got.Text}"));
        }
        catch (HttpRequestException exception)
        {
            Came(new Incoming.Broken(exception.Message));
        }
    }
}

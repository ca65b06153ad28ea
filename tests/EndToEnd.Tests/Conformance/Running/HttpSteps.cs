using System.Text;
using EventPlatform.EndToEnd.Tests.Conformance.Format;
using EventPlatform.EndToEnd.Tests.Conformance.Json;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>HTTP calls of a scenario; several under way have names of their own.</summary>
internal sealed class HttpSteps(ScenarioPlace place, Variables variables, Bindings bindings, Patience patience, Expectations expectations)
{
    private readonly Dictionary<string, Task<HttpResult>> _calls = [];

    /// <summary>Begins a call.</summary>
    internal void Call(HttpCaller caller, Step.Call call)
    {
        var body = call.Body;
        var text = variables.ResolveSent(body.Text, bindings, 1, body.Bytes);
        var bytes = body.Kind == SendKind.Bytes ? EscapedBytes.Of(text) : Encoding.UTF8.GetBytes(text);
        var http = call.Http with
        {
            Path = variables.ResolvePlain(call.Http.Path, bindings),
            Authorization = variables.Resolve(call.Http.Authorization),
            Headers = variables.ResolvePlain(call.Http.Headers, bindings),
        };
        _calls.Add(call.Who.Name, caller.Call(http, bytes));
    }

    /// <summary>Awaits its answer.</summary>
    internal async Task Expect(Step.Reply reply)
    {
        var expected = reply.Answer;
        if (!_calls.Remove(reply.Who.Name, out var call))
        {
            throw new InvalidOperationException($"'{reply.Who.Name}' has made no call.");
        }

        var got = await patience.For(within => Within(call, within))
            ?? throw new ExchangeFailedException(place, reply.Line, $"{expected.Status} {expected.Body}", "nothing in time");
        if (got.Status != expected.Status)
        {
            throw new ExchangeFailedException(place, reply.Line, $"{expected.Status} {expected.Body}", $"{got.Status} {got.Text}");
        }

        if (got.Took < expected.NotBefore)
        {
            throw new ExchangeFailedException(place, reply.Line, $"an answer not before {expected.NotBefore}", $"one after {got.Took}");
        }

        expectations.Headers(reply.Line, expected.Headers, got.Header);
        if (expected.Body is { } body)
        {
            Compare(reply.Line, variables.Resolve(body), got.Text);
        }
    }

    /// <summary>Every call's answer was looked at.</summary>
    internal void NothingIsLeft(int line)
    {
        if (_calls.Count > 0)
        {
            throw new ExchangeFailedException(place, line, "no call that nobody awaits", string.Join(", ", _calls.Keys));
        }
    }

    private static async Task<HttpResult?> Within(Task<HttpResult> call, TimeSpan limit)
    {
        try
        {
            return await call.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private void Compare(int line, string expectation, string text)
    {
        var expected = JsonReading.ParseExpectation(expectation);
        string? because;
        try
        {
            because = JsonComparer.Compare(expected, JsonReading.Parse(text), bindings);
        }
        catch (FormatException exception)
        {
            because = exception.Message;
        }

        if (because is not null)
        {
            throw new ExchangeFailedException(place, line, expected.Source, text, because);
        }
    }
}

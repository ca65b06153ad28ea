using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Gateway.LiveApi.Paging;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Live;

/// <summary>What a session is subscribed to, each as <c>get_subscriptions</c> tells it, in the order of their JSON.</summary>
internal sealed class SubscriptionsResource(string sessionId) : Resource
{
    private static readonly NameOrder<string> ByText = new(subscription => (subscription, ""));

    protected override Func<Exchange, Task<Problem?>>? Get => List;

    private async Task<Problem?> List(Exchange exchange)
    {
        var asked = PageRequest.Of(exchange.Context.Request.Query);
        if (!asked.IsOk)
        {
            return asked.Problem;
        }

        var listed = await exchange.Services.Sessions.Subscriptions(sessionId, exchange.Aborted);
        if (!listed.IsOk)
        {
            return listed.Refusal?.Kind == RefusalKind.NotFound ? Problem.NoObject : RefusalProblems.Of(listed);
        }

        using var document = JsonDocument.Parse(listed.Value);
        var all = ByText.Sort(document.RootElement.EnumerateArray().Select(subscription => subscription.GetRawText()));
        return ByText.PageOf(all, asked.Value) is { } page
            ? await exchange.AnswerList(page.Items, Write, asked.Value.LinkTo(exchange, page.Next))
            : PageRequest.WrongAfter;

        static void Write(Utf8JsonWriter json, string text) => json.WriteRawValue(text, skipInputValidation: true);
    }
}

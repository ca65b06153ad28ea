using System.Net.Http.Headers;
using EventPlatform.EndToEnd.Tests.Conformance.Format;

namespace EventPlatform.EndToEnd.Tests.Conformance.Running;

/// <summary>Makes HTTP calls to a gateway.</summary>
internal sealed class HttpCaller(Ports ports)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    internal async Task<HttpResult> Call(HttpCall call, ReadOnlyMemory<byte> body)
    {
        var port = call.IsOnHttp ? ports.Http : ports.ExternalApi;
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri($"http://127.0.0.1:{port}{call.Path}"));
        request.Headers.Authorization = Authorization(call);
        if (call.Method is not ("GET" or "HEAD"))
        {
            request.Content = new ReadOnlyMemoryContent(body);
        }

        var begun = TimeProvider.System.GetTimestamp();
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new HttpResult((int)response.StatusCode, text, response.Headers, TimeProvider.System.GetElapsedTime(begun));
    }

    private static AuthenticationHeaderValue? Authorization(HttpCall call) =>
        AuthorizationText.Of(call.Scheme, call.Authorization) is { } text ? AuthenticationHeaderValue.Parse(text) : null;
}

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

    /// <summary>Escapes of the target stay what they are, broken ones too.</summary>
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    internal async Task<HttpResult> Call(HttpCall call, ReadOnlyMemory<byte> body)
    {
        var port = call.IsOnHttp ? ports.Http : ports.ExternalApi;
        var uri = new Uri($"http://127.0.0.1:{port}{call.Path}", in AsWritten);
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), uri);
        request.Headers.Authorization = Authorization(call);
        if (call.Method is not ("GET" or "HEAD"))
        {
            request.Content = new ReadOnlyMemoryContent(body);
        }

        foreach (var header in call.Headers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split('=', 2)))
        {
            // The client keeps headers of the body apart.
            _ = request.Headers.TryAddWithoutValidation(header[0], header[1])
                || request.Content?.Headers.TryAddWithoutValidation(header[0], header[1]) == true
                ? true
                : throw new InvalidOperationException($"The client cannot send {header[0]}.");
        }

        var begun = TimeProvider.System.GetTimestamp();
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new HttpResult((int)response.StatusCode, text, headers, TimeProvider.System.GetElapsedTime(begun));
    }

    private static AuthenticationHeaderValue? Authorization(HttpCall call) =>
        AuthorizationText.Of(call.Scheme, call.Authorization) is { } text ? AuthenticationHeaderValue.Parse(text) : null;
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>A client of the REST APIs with HTTP Basic (docs/protocols/live-api.md).</summary>
public sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="server">Such as <c>http://127.0.0.1:58080</c>.</param>
    /// <param name="user">Of the realm; null sends no credentials.</param>
    /// <param name="password">Of the realm.</param>
    public RestClient(Uri server, string? user = "manager", string password = "manag3rpa55word")
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true)
        {
            BaseAddress = new Uri(server, "/communication_manager/rest/"),
            Timeout = Limits.Default,
        };
        if (user is not null)
        {
            _http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(BasicCredentials.Header(user, password));
        }
    }

    /// <summary>Sends a request. The caller disposes of the response.</summary>
    /// <param name="method">Such as GET.</param>
    /// <param name="path">Below <c>/communication_manager/rest/</c>, without a slash in front; with one it is below the server.</param>
    /// <param name="body">JSON text; null: none.</param>
    /// <param name="headers">Further headers.</param>
    public Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        string? body = null,
        params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _http.SendAsync(request);
    }

    /// <summary>GET of JSON; anything but 200 throws.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using var response = await Send(HttpMethod.Get, path);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }

    /// <summary>POST of an object as JSON; anything but success throws.</summary>
    public Task Post(string path, object body) => Change(HttpMethod.Post, path, JsonSerializer.Serialize(body));

    /// <summary>PUT of an object as JSON; anything but success throws.</summary>
    public Task Put(string path, object body) => Change(HttpMethod.Put, path, JsonSerializer.Serialize(body));

    /// <summary>DELETE; anything but success throws.</summary>
    public Task Delete(string path) => Change(HttpMethod.Delete, path, body: null);

    public void Dispose() => _http.Dispose();

    private async Task Change(HttpMethod method, string path, string? body)
    {
        using var response = await Send(method, path, body);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}", null, response.StatusCode);
        }
    }
}

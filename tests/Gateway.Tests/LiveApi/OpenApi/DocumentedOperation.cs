using System.Text.Json;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>An operation of the document.</summary>
/// <param name="Template">Its path.</param>
/// <param name="Method">In capitals.</param>
/// <param name="Json">What the document says of it.</param>
/// <param name="Item">What it says of its path.</param>
internal sealed record DocumentedOperation(string Template, HttpMethod Method, JsonElement Json, JsonElement Item)
{
    private static readonly string[] OfDoors = ["401", "403", "429", "500", "503"];

    public string Key => $"{Method} {Template}";

    public JsonElement Responses => Json.GetProperty("responses");

    /// <summary>What it may answer, without what any request may meet before it or by a failure.</summary>
    public SortedSet<string> Statuses =>
        new(Responses.EnumerateObject().Select(response => response.Name).Except(OfDoors), StringComparer.Ordinal);

    /// <summary>The schema of its body; null: it takes none.</summary>
    public JsonElement? Body => Json.TryGetProperty("requestBody", out var body) ? SchemaOf(body) : null;

    /// <summary>Parameters of the path and its own.</summary>
    public IEnumerable<JsonElement> Parameters => Of(Item).Concat(Of(Json));

    /// <summary>All of a document, with what any must have.</summary>
    public static List<DocumentedOperation> All(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from member in path.Value.EnumerateObject()
           where member.Name != "parameters"
           select new DocumentedOperation(path.Name, HttpMethod.Parse(member.Name), member.Value, path.Value),
    ];

    /// <summary>The schema of the one content of an answer or a request's body.</summary>
    public static JsonElement SchemaOf(JsonElement message) =>
        Assert.Single(message.GetProperty("content").EnumerateObject()).Value.GetProperty("schema");

    private static JsonElement.ArrayEnumerator Of(JsonElement json) =>
        json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default;
}

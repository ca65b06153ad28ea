using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>A request of the REST APIs and what it does to the model.</summary>
internal sealed record RestRequest(HttpMethod Method, RestPath Path)
{
    internal string? Body { get; init; }

    internal (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Whether an <c>If-Match</c> is sent that matches nothing.</summary>
    internal bool IsOutdated { get; init; }

    /// <summary>Answers to a request that leads somewhere and whose body, when there is one, is JSON.</summary>
    internal required Func<ModelDirectory, JsonNode?, Func<string, string>, string[]> Apply { get; init; }

    internal ModelStep Step()
    {
        (string, string)[] headers = IsOutdated ? [.. Headers, ("If-Match", "\"none\"")] : Headers;
        return new ModelStep(
            $"{Method} {Path.Text} {Body} {string.Join(' ', headers)}",
            doors => doors.Rest(Method, Path.Text, Body, headers),
            Carry);
    }

    private string[] Carry(ModelDirectory directory, Func<string, string> newId)
    {
        if (!Path.IsFound)
        {
            return ["404"];
        }

        if (IsOutdated)
        {
            return ["412"];
        }

        JsonNode? body = null;
        if (Body is not null)
        {
            try
            {
                body = JsonNode.Parse(Body);
            }
            catch (JsonException)
            {
                return ["412"];
            }
        }

        return Apply(directory, body, newId);
    }
}

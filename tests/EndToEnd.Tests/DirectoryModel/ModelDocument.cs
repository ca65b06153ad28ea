using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Reads a directory document that the product wrote.</summary>
internal static class ModelDocument
{
    internal static ModelDirectory Read(JsonObject document)
    {
        var directory = new ModelDirectory();
        foreach (var location in document["locations"]!.AsArray())
        {
            var place = directory.Add(ModelKind.Location, null, Text(location, "id"), Text(location, "name"), null, null);
            foreach (var tenant in location!["tenants"]!.AsArray())
            {
                Tenant(place, tenant!);
            }
        }

        foreach (var user in document["users"]!.AsArray())
        {
            directory.Users.Add(new ModelUser(Text(user, "id"))
            {
                Name = Text(user, "username"),
                DisplayName = Text(user, "displayName"),
                IsEnabled = (bool)user!["enabled"]!,
                Roles = [.. user["roles"]!.AsArray().Select(role => (string)role!)],
                ExtensionId = (string?)user["extensionId"],
            });
        }

        return directory;
    }

    private static void Tenant(ModelPlace location, JsonNode written)
    {
        var statuses = written["statuses"]!.AsArray();
        var tenant = location.Add(ModelKind.Tenant, Text(written, "id"), Text(written, "name"), null, Text(statuses[0], "id"));
        foreach (var status in statuses.Skip(1))
        {
            tenant.Add(ModelKind.Status, Text(status, "id"), Text(status, "name"), Text(status, "type"));
        }

        foreach (var each in written["extensions"]!.AsArray())
        {
            var extension = tenant.Add(ModelKind.Extension, Text(each, "id"), Text(each, "extensionNumber"), Text(each, "displayName"));
            extension.Status = tenant.Statuses.Single(status => status.Name == Text(each, "status"));
            (extension.Note, extension.ReturnTime) = (Text(each, "note"), (long)each!["returnTime"]!);
        }
    }

    private static string Text(JsonNode? node, string member) => (string)node![member]!;
}

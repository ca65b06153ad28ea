using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What an import says it has done, in a form that can be compared: the order of its lists is open.</summary>
internal sealed class ImportReport(bool isTrial, ImportReader document)
{
    private static readonly string[] Actions = ["added", "renamed", "changed", "removed"];

    private static readonly (ModelKind Kind, string Name)[] Counts =
    [
        (ModelKind.Location, "locations"), (ModelKind.Tenant, "tenants"), (ModelKind.Status, "statuses"),
        (ModelKind.Extension, "extensions"), (ModelKind.User, "users"),
    ];

    private readonly List<(string Action, ModelKind Kind, string? Id, Func<IEnumerable<string>> Path)> _changes = [];

    internal bool IsTrial => isTrial;

    /// <param name="action">What was done.</param>
    /// <param name="kind">To what.</param>
    /// <param name="id">Its id, when it has one.</param>
    /// <param name="path">Its names, asked for in the end: new ones count.</param>
    internal void Add(string action, ModelKind kind, string? id, Func<IEnumerable<string>> path) => _changes.Add((action, kind, id, path));

    internal string Text()
    {
        var report = new JsonObject { ["dryRun"] = isTrial };
        foreach (var action in Actions)
        {
            report[action] = new JsonObject(Counts.Select(count => KeyValuePair.Create(
                count.Name, (JsonNode?)_changes.Count(change => change.Action == action && change.Kind == count.Kind))));
        }

        report["changes"] = ModelReports.List(_changes, change => new JsonObject
        {
            ["change"] = change.Action,
            ["kind"] = $"{change.Kind}".ToLowerInvariant(),
            ["id"] = change.Id,
            ["path"] = ModelReports.List(change.Path(), name => name),
        });
        report["ignored"] = ModelReports.List(document.Ignored, path => path);
        return Comparable(report);
    }

    /// <summary>Lists in ordinal order; an id that is null is left out.</summary>
    internal static string Comparable(JsonObject report)
    {
        foreach (var change in report["changes"]!.AsArray())
        {
            if (change!["id"] is null)
            {
                change.AsObject().Remove("id");
            }
        }

        var sorted = report.DeepClone().AsObject();
        foreach (var list in new[] { "changes", "ignored" })
        {
            var items = report[list]!.AsArray().OrderBy(ModelJson.Canonical, StringComparer.Ordinal).Select(item => item!.DeepClone());
            sorted[list] = new JsonArray([.. items]);
        }

        return ModelJson.Canonical(sorted);
    }
}

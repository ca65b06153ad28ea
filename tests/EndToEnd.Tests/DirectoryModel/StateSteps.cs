using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Random sets and reads of the state of extensions at four doors.</summary>
internal sealed class StateSteps(Chance chance, RestPaths paths)
{
    private static readonly string[] Fields = ["status", "note", "returnTime"];

    /// <summary>A line of the Status interface, now and then a wrong one.</summary>
    internal ModelStep Line(ModelDirectory directory)
    {
        var extension = chance.In(20) ? null : chance.OfAny(directory.Extensions);
        List<string> fields = [extension?.Location.Name ?? Name(ModelKind.Location)];
        fields.Add(extension?.Parent!.Name ?? Name(ModelKind.Tenant));
        fields.Add(extension?.Name ?? Name(ModelKind.Extension));
        var verb = chance.In(4) ? "get" : "set";
        var field = chance.Of(["status", "note", "return_time"]);
        if (verb == "set")
        {
            fields.Add(field switch
            {
                "status" => Status(extension),
                "note" => (chance.In(8) ? chance.Of(["bell\a", "a\u0085"]) : chance.Note())
                    .Replace("\n", "#masknl#", StringComparison.Ordinal),
                _ => chance.SecondsText(),
            });
        }

        if (chance.In(30))
        {
            fields.Add("more");
        }
        else if (chance.In(30))
        {
            fields.RemoveAt(0);
        }

        return Line(string.Join("@#", fields.Prepend($"{verb}_extension_{field}")));
    }

    /// <summary>A command that is not there.</summary>
    internal ModelStep Mistake() => Line(chance.Of(
        ["", "help", "exit ", "Get_statuses", "get_statuses@#", "get_extension_state@#x@#y", "set_extension_status", " get_statuses"]));

    internal ModelStep Report() => Line(chance.Of(["get_extension_state", "get_statuses"]));

    /// <summary>An action of the Live API.</summary>
    internal ModelStep? Live(ModelDirectory directory)
    {
        if (chance.OfAny(directory.Extensions) is not { } extension)
        {
            return null;
        }

        var field = chance.Of(Fields);
        var path = Live(directory, extension);
        return new RestRequest(HttpMethod.Post, path with { Text = $"{path.Text}/{field}/set" })
        {
            Body = Bodies.Spoil(chance, new JsonObject
            {
                [field] = field == "note" && chance.In(40) ? chance.LongNote() : Value(field, extension),
            }),
            Apply = (model, body, _) => LiveSets.OfExtension(model, model.Find(extension.Id)!, field, body),
        }.Step();
    }

    /// <summary>The status of a user, set or read.</summary>
    internal ModelStep? User(ModelDirectory directory)
    {
        if (chance.OfAny(directory.Users) is not { } user)
        {
            return null;
        }

        var root = paths.Of(paths.Live(), user);
        var extension = directory.Find(user.ExtensionId);
        var path = new RestPath(root.Text + "/status", root.IsFound && extension is not null);
        if (chance.In(5))
        {
            return new RestRequest(HttpMethod.Get, path)
            {
                Apply = (model, _, _) => [$"200 {ModelJson.Canonical(ModelReports.UserStatus(model.Find(extension!.Id)!))}"],
            }.Step();
        }

        var body = new JsonObject { ["type"] = "ignored" };
        foreach (var field in Fields.Where(_ => chance.In(2)))
        {
            body[field == "status" ? "name" : field] = Value(field, extension);
        }

        return new RestRequest(HttpMethod.Post, path with { Text = path.Text + "/set" })
        {
            Body = Bodies.Spoil(chance, body),
            Apply = (model, given, _) => LiveSets.OfUser(model, model.Find(extension!.Id)!, given),
        }.Step();
    }

    /// <summary>An extension or a user as the Live API shows it.</summary>
    internal ModelStep? Get(ModelDirectory directory)
    {
        if (chance.In(3) && chance.OfAny(directory.Users) is { } user)
        {
            return new RestRequest(HttpMethod.Get, paths.Of(paths.Live(), user))
            {
                Apply = (model, _, _) => [$"200 {ModelJson.Canonical(ModelReports.Live(model.FindUser(user.Id)!))}"],
            }.Step();
        }

        return chance.OfAny(directory.Extensions) is not { } extension
            ? null
            : new RestRequest(HttpMethod.Get, Live(directory, extension))
            {
                Apply = (model, _, _) => [$"200 {ModelJson.Canonical(ModelReports.Live(model, model.Find(extension.Id)!))}"],
            }.Step();
    }

    /// <summary>A command of class <c>status</c>.</summary>
    internal ModelStep Api(ModelDirectory directory)
    {
        var extension = chance.OfAny(directory.Extensions);
        var data = new JsonObject();
        var command = chance.Of(["set", "set", "set", "get", "list"]);
        if (chance.In(2) && command != "list")
        {
            data["id"] = chance.In(15) ? chance.Of([chance.NewId(), "no id"]) : extension?.Id ?? chance.NewId();
        }
        else if (command != "list" || chance.In(2))
        {
            data["location"] = extension?.Location.Name ?? Name(ModelKind.Location);
            data["tenant"] = chance.In(15) ? Name(ModelKind.Tenant) : extension?.Parent!.Name ?? "Sales";
            data["number"] = extension?.Name ?? Name(ModelKind.Extension);
        }

        if (command == "set")
        {
            foreach (var field in Fields.Where(_ => chance.In(2)))
            {
                data[field == "returnTime" ? "return_time" : field] = Value(field, extension);
            }
        }
        else if (command == "list")
        {
            data.Remove("number");
        }

        return new ModelStep(
            $"status/extension/{command} {data.ToJsonString()}",
            doors => doors.Api(command, data),
            (model, _) => ApiCommands.Answer(model, command, data));
    }

    private ModelStep Line(string line)
    {
        var connection = chance.Below(ModelDoors.LineConnections);
        return new ModelStep(
            $"[{connection}] {line.Replace("\a", "\\a", StringComparison.Ordinal)}",
            doors => doors.Line(connection, line),
            (model, _) => [StatusLines.Reply(model, line)]);
    }

    /// <summary>Below its tenant, or where all are, by number only when no other tenant has it.</summary>
    private RestPath Live(ModelDirectory directory, ModelPlace extension)
    {
        var isOnly = directory.Extensions.Count(each => each.Name == extension.Name) == 1;
        return chance.Below(3) switch
        {
            0 => new RestPath($"{paths.Live()}/extensions/{extension.Id}", true),
            1 when isOnly => new RestPath($"{paths.Live()}/extensions/getByName/{Uri.EscapeDataString(extension.Name)}", true),
            _ => paths.Of(paths.Live(), extension),
        };
    }

    private string Name(ModelKind kind) => chance.In(2) ? chance.Name(kind) : "nobody";

    private string Status(ModelPlace? extension) => chance.In(8)
        ? chance.Name(ModelKind.Status)
        : chance.OfAny(extension?.Parent!.Statuses ?? [])?.Name ?? ModelPlace.Available;

    private JsonNode Value(string field, ModelPlace? extension) => field switch
    {
        "status" => Status(extension),
        "note" => chance.In(10) ? chance.BadNote() : chance.JsonNote(),
        _ => chance.In(10) ? chance.BadTime() : chance.Time(),
    };
}

using System.Text.Json.Nodes;

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>POST, PUT and DELETE of users (docs/protocols/live-api.md, 3).</summary>
internal static class UserEdits
{
    internal const string Admin = "admin";

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Post(ModelDirectory directory, JsonNode? body, bool isReturned, Func<string, string> newId)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var id = reader.Id();
        var draft = new ModelUser("") { Name = reader.Name("username", isMandatory: true) ?? "" };
        draft.DisplayName = draft.Name;
        Read(directory, reader, draft, wrong);
        if (wrong.Count > 0)
        {
            return Answers.Refused(422, wrong);
        }

        if (id is not null && directory.IsUsed(id))
        {
            wrong.Add("id");
        }

        AddConflicts(directory, draft, wrong);
        if (wrong.Count > 0)
        {
            return Answers.Refused(409, wrong);
        }

        var user = draft with { Id = id ?? newId($"{ModelKind.User} {draft.Name}") };
        directory.Users.Add(user);
        return isReturned ? [$"201 {ModelJson.Canonical(ModelReports.Of(user))}"] : ["204"];
    }

    /// <returns>Answers of which one must come.</returns>
    internal static string[] Put(ModelDirectory directory, ModelUser user, JsonNode? body)
    {
        if (body is not JsonObject members)
        {
            return ["422 body"];
        }

        List<string> wrong = [];
        var reader = new BodyReader(members, "", wrong);
        var draft = user with { };
        draft.Name = reader.Name("username", isMandatory: false) ?? user.Name;
        if (reader.Id() is { } id && id != user.Id)
        {
            wrong.Add("id");
        }

        Read(directory, reader, draft, wrong);
        if (wrong.Count > 0)
        {
            return Answers.Refused(422, wrong);
        }

        AddConflicts(directory, draft, wrong);
        if (wrong.Count > 0)
        {
            return Answers.Refused(409, wrong);
        }

        directory.Users[directory.Users.IndexOf(user)] = draft;
        return ["204"];
    }

    /// <summary>Reads all members but id and name into the user.</summary>
    internal static void Read(ModelDirectory directory, BodyReader reader, ModelUser user, List<string> wrong)
    {
        ReadPlain(reader, user);
        user.ExtensionId = reader.Has("extensionId") ? reader.IdOrNull("extensionId") : user.ExtensionId;
        if (user.ExtensionId is not null && directory.Find(user.ExtensionId)?.Kind != ModelKind.Extension)
        {
            wrong.Add("extensionId");
        }
    }

    /// <summary>Those that depend on nothing else.</summary>
    internal static void ReadPlain(BodyReader reader, ModelUser user)
    {
        user.DisplayName = reader.Shown("displayName") ?? user.DisplayName;
        user.IsEnabled = reader.Flag("enabled") ?? user.IsEnabled;
        user.Roles = reader.Texts("roles") ?? user.Roles;
        user.Password = reader.Text("password", isRight: text => text.Length is >= 8 and <= 256) ?? user.Password;
    }

    private static void AddConflicts(ModelDirectory directory, ModelUser draft, List<string> wrong)
    {
        var others = directory.Users.Where(user => user.Id != draft.Id).ToList();
        if (draft.Name == Admin || others.Exists(user => user.Name == draft.Name))
        {
            wrong.Add("username");
        }

        if (draft.ExtensionId is not null && others.Exists(user => user.ExtensionId == draft.ExtensionId))
        {
            wrong.Add("extensionId");
        }
    }
}

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>What an import makes of users.</summary>
internal sealed class ImportUsers(ModelDirectory directory, ImportReader document, ImportReport report, Func<string, string> newId)
{
    private readonly List<ModelUser> _before = [.. directory.Users.Select(user => user with { })];

    /// <summary>Removed, changed and new ones; events from here on know them.</summary>
    internal void Apply()
    {
        if (document.Users is not { } entries)
        {
            return;
        }

        directory.Users.RemoveAll(user => !entries.Exists(entry => entry.User == user));
        foreach (var entry in entries)
        {
            if (entry.User is null)
            {
                var id = entry.Id ?? (report.IsTrial ? $"?{entry.Name}" : newId($"{ModelKind.User} {entry.Name}"));
                directory.Users.Add(entry.User = new ModelUser(id) { DisplayName = entry.Name });
            }

            entry.User.Name = entry.Name;
            entry.Fill(entry.User);
            entry.User.ExtensionId = entry.HasExtension ? entry.ExtensionId : entry.User.ExtensionId;
        }
    }

    internal void Report()
    {
        foreach (var user in _before.Where(user => directory.FindUser(user.Id) is null))
        {
            report.Add("removed", ModelKind.User, user.Id, () => [user.Name]);
        }

        foreach (var user in directory.Users)
        {
            var former = _before.Find(each => each.Id == user.Id);
            var isGiven = document.Users?.Exists(entry => entry.User == user && entry.Id is not null) ?? false;
            var change = former is null ? "added" : former.Name != user.Name ? "renamed" : former.IsSame(user) ? null : "changed";
            if (change is not null)
            {
                report.Add(change, ModelKind.User, former is null && report.IsTrial && !isGiven ? null : user.Id, () => [user.Name]);
            }
        }
    }
}

namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>Finds what the entries of a document stand for, and what does not fit.</summary>
internal sealed class ImportMatching(ModelDirectory directory, List<string> wrong)
{
    internal void Match(ImportReader document)
    {
        List<ImportEntry> all = [.. (document.Locations ?? []).SelectMany(entry => entry.All()), .. document.Users ?? []];
        var repeated = all.Where(entry => entry.Id is not null).GroupBy(entry => entry.Id).Where(same => same.Count() > 1);
        wrong.AddRange(repeated.SelectMany(same => same).Select(entry => entry.Path + ".id"));
        MatchPlaces(document.Locations, ModelKind.Location, null, null);
        MatchUsers(document.Users ?? []);
        foreach (var extension in all.Where(entry => entry is { Kind: ModelKind.Extension, Status: not null }))
        {
            CheckStatus(extension);
        }

        CheckBindings(document, all);
    }

    /// <summary>Entries of a list, below the parent that is there or below a new one.</summary>
    private void MatchPlaces(List<ImportEntry>? entries, ModelKind kind, ImportEntry? parent, ModelPlace? place)
    {
        var siblings = parent is not null && place is null ? [] : directory.Siblings(kind, place);
        foreach (var entry in entries ?? [])
        {
            MatchPlace(entry, siblings, isNewParent: parent is not null && place is null);
        }

        CheckNames(entries ?? [], entry => entry.Place?.Name);
        foreach (var entry in entries ?? [])
        {
            foreach (var (below, list) in entry.Lists)
            {
                MatchPlaces(list, below, entry, entry.Place);
            }
        }
    }

    private void MatchPlace(ImportEntry entry, List<ModelPlace> siblings, bool isNewParent)
    {
        if (entry.Id is null)
        {
            entry.Place = siblings.Find(sibling => sibling.Name == entry.Name);
        }
        else if (directory.IsUsed(entry.Id))
        {
            entry.Place = siblings.Find(sibling => sibling.Id == entry.Id);
            if (entry.Place is null)
            {
                wrong.Add(entry.Path + ".id");
            }
        }

        if (entry.Kind != ModelKind.Status)
        {
            return;
        }

        var isNamed = entry.Name == ModelPlace.Available;
        if (isNamed && entry.Detail is not null and not "available")
        {
            wrong.Add(entry.Path + ".type");
        }

        if (entry.Place is { IsAvailable: true } && !isNamed)
        {
            wrong.Add(entry.Path + ".name");
        }

        if (isNamed && !isNewParent && entry.Place is not { IsAvailable: true })
        {
            throw new UnspecifiedException("another status named Available");
        }
    }

    private void MatchUsers(List<ImportEntry> entries)
    {
        foreach (var entry in entries)
        {
            entry.User = directory.Users.Find(user => entry.Id is null ? user.Name == entry.Name : user.Id == entry.Id);
            if (entry.Id is not null && entry.User is null && directory.IsUsed(entry.Id))
            {
                wrong.Add(entry.Path + ".id");
            }

            if (entry.Name == UserEdits.Admin)
            {
                wrong.Add(entry.Path + ".username");
            }
        }

        CheckNames(entries, entry => entry.User?.Name);
    }

    private void CheckNames(List<ImportEntry> entries, Func<ImportEntry, string?> former)
    {
        var same = entries.GroupBy(entry => entry.Name).Where(group => group.Count() > 1).SelectMany(group => group);
        wrong.AddRange(same.Select(entry => $"{entry.Path}.{(entry.Kind == ModelKind.User ? "username" : PlaceEdits.NameOf(entry.Kind))}"));
        var taken = entries.Where(entry => entry.Id is not null).Select(former).ToHashSet();
        if (entries.Exists(entry => entry.Id is null && taken.Contains(entry.Name)))
        {
            throw new UnspecifiedException("a name that another entry takes by its id");
        }
    }

    private void CheckStatus(ImportEntry extension)
    {
        var tenant = extension.Parent!;
        var names = tenant.Lists.TryGetValue(ModelKind.Status, out var given)
            ? given.Select(status => status.Name)
            : tenant.Place?.Statuses.Select(status => status.Name) ?? [];
        if (!names.Append(ModelPlace.Available).Contains(extension.Status))
        {
            wrong.Add(extension.Path + ".status");
        }
    }

    /// <summary>A user is bound to an extension that is there afterwards, and nobody else is.</summary>
    private void CheckBindings(ImportReader document, List<ImportEntry> all)
    {
        var kept = Kept(document, all);
        var added = all.Where(entry => entry is { Kind: ModelKind.Extension, Place: null, Id: not null }).Select(entry => entry.Id!);
        HashSet<string> there = [.. kept.Select(place => place.Id), .. added];
        Dictionary<string, List<ImportEntry>> bound = [];
        foreach (var user in document.Users ?? [])
        {
            var extension = user.HasExtension ? user.ExtensionId : user.User?.ExtensionId;
            if (user is { HasExtension: true, ExtensionId: { } id } && !there.Contains(id))
            {
                wrong.Add(user.Path + ".extensionId");
            }
            else if (extension is not null && there.Contains(extension))
            {
                bound[extension] = [.. bound.GetValueOrDefault(extension) ?? [], user];
            }
        }

        wrong.AddRange(bound.Values.Where(users => users.Count > 1).SelectMany(users => users).Select(user => user.Path + ".extensionId"));
    }

    /// <summary>Extensions that stay.</summary>
    private List<ModelPlace> Kept(ImportReader document, List<ImportEntry> all)
    {
        var named = all.Select(entry => entry.Place).OfType<ModelPlace>().ToHashSet();
        var given = all.Where(entry => entry.Lists.ContainsKey(ModelKind.Extension)).Select(entry => entry.Place).ToHashSet();
        var givenTenants = all.Where(entry => entry.Lists.ContainsKey(ModelKind.Tenant)).Select(entry => entry.Place).ToHashSet();
        return [.. directory.Extensions.Where(extension =>
        {
            var (tenant, location) = (extension.Parent!, extension.Location);
            return (document.Locations is null || named.Contains(location))
                && (!givenTenants.Contains(location) || named.Contains(tenant))
                && (!given.Contains(tenant) || named.Contains(extension));
        })];
    }
}

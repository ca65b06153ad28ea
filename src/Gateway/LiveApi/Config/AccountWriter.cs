using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Accounts;
using EventPlatform.Gateway.Commands;
using EventPlatform.Gateway.LiveApi.Documents;
using EventPlatform.Gateway.LiveApi.Rest;

namespace EventPlatform.Gateway.LiveApi.Config;

/// <summary>Makes, changes and removes accounts. A password is hashed last, when nothing else is known that would refuse it.</summary>
internal sealed class AccountWriter(LiveApiServices services) : ObjectWriter<Account, AccountForm>
{
    protected override Guid IdOf(Account item) => item.Id;

    protected override string PathOf(Account item, Exchange exchange) =>
        $"{LiveApiPaths.ConfigBase}/core/{services.Replica.CoreServer.Id}/users/{item.Id}";

    protected override void Write(Utf8JsonWriter json, Account item) => ConfigJson.Write(json, item);

    protected override AccountForm Read(ObjectReader body, bool isNew)
    {
        var values = new AccountValues(
            isNew ? body.NeededText("username") : body.Text("username"),
            body.Text("displayName"),
            body.Flag("enabled"),
            body.List("roles", body.TextOf),
            body.Has("extensionId"),
            body.Id("extensionId", mayBeNull: true),
            PasswordHash: null);
        return new AccountForm(values, PasswordMember.Read(body));
    }

    protected override Task<GatewayResult<Account>> Add(Guid? id, AccountForm values, Exchange exchange) => Make(
        values,
        ownName: null,
        (given, isTrial) => services.Accounts.Add(id, given, isTrial, exchange.Aborted),
        exchange);

    protected override Task<GatewayResult<Account>> Change(Account item, AccountForm values, Account? expected, Exchange exchange) => Make(
        values,
        item.Username,
        (given, isTrial) => services.Accounts.Change(item.Id, given, expected, isTrial, exchange.Aborted),
        exchange);

    protected override Task<GatewayResult<Account>> Remove(Account item, Account? expected, Exchange exchange) =>
        services.Accounts.Remove(item.Id, expected, exchange.Aborted);

    private async Task<GatewayResult<Account>> Make(
        AccountForm form, string? ownName, Func<AccountValues, bool, Task<GatewayResult<Account>>> call, Exchange exchange)
    {
        var isAdmins = form.Values.Username is { } name && name != ownName && name == services.Settings.AdminUser;
        if (form.Password is null && !isAdmins)
        {
            return await call(form.Values, false);
        }

        // What the grain refuses comes first: a wrong value before any conflict, and no hash for nothing.
        var trial = await call(form.Values, true);
        if (!trial.IsOk)
        {
            return trial;
        }

        if (isAdmins)
        {
            return new Refusal(RefusalKind.Taken, "username", "is the administrator's");
        }

        return await services.Passwords.Make(form.Password!, exchange.Aborted) is { } hash
            ? await call(form.Values with { PasswordHash = hash }, false)
            : new Refusal(RefusalKind.Full);
    }
}

using System.Text;
using EventPlatform.Contracts.Directory;
using EventPlatform.Gateway.LiveApi.Documents;

namespace EventPlatform.Gateway.Tests.LiveApi;

public sealed class DirectoryDocumentReaderTests
{
    private const string One = "00000000-0000-4000-8000-000000000001";

    [Fact]
    public void Read_DocumentOfTheSpecification_AllOfIt()
    {
        var document = ReadWell(
            $$"""
            {"version": 1,
             "locations": [
              {"id": "{{One}}", "name": "Berlin", "tenants": [
                {"id": "{{One}}", "name": "Sales",
                 "statuses": [{"id": "{{One}}", "name": "Lunch", "type": "away"}],
                 "extensions": [{"id": "{{One}}", "extensionNumber": "4221", "displayName": "Anna",
                                 "status": "Available", "note": "a\r\nb\rc", "returnTime": -1}]}]}],
             "users": [{"id": "{{One}}", "username": "mikey", "displayName": "Mikey", "enabled": true, "roles": ["a", "b"],
                        "extensionId": "{{One}}", "passwordHash": "AQID"}]}
            """);
        var id = Guid.Parse(One);
        var location = Assert.Single(document.Locations!.Value);
        var tenant = Assert.Single(location.Tenants!.Value);
        Assert.Equal((id, "Berlin", id, "Sales"), (location.Id, location.Name, tenant.Id, tenant.Name));
        Assert.Equal(new StatusDocument(id, "Lunch", "away"), Assert.Single(tenant.Statuses!.Value));
        Assert.Equal(new ExtensionDocument(id, "4221", "Anna", "Available", "a\nb\nc", -1), Assert.Single(tenant.Extensions!.Value));
        var user = Assert.Single(document.Users!.Value);
        Assert.Equal(["a", "b"], user.Roles!.Value);
        Assert.Equal(new UserDocument(id, "mikey", "Mikey", true, user.Roles, true, id, "AQID"), user);
    }

    [Fact]
    public void Read_WhatIsAbsent_IsNull()
    {
        Assert.Equal(new DirectoryDocument(null, null), ReadWell("{}"));
        var document = ReadWell(
            """
            {"locations":[{"name":"L"},{"name":"M","tenants":[{"name":"T"},{"name":"U","extensions":[{"extensionNumber":"1"}]}]}],
             "users":[{"username":"u"}]}
            """);
        Assert.Equal(new LocationDocument(null, "L", null), document.Locations!.Value[0]);
        Assert.Equal(new TenantDocument(null, "T", null, null), document.Locations.Value[1].Tenants!.Value[0]);
        Assert.Equal(
            new ExtensionDocument(null, "1", null, null, null, null),
            Assert.Single(document.Locations.Value[1].Tenants!.Value[1].Extensions!.Value));
        Assert.Equal(new UserDocument(null, "u", null, null, null, false, null, null), Assert.Single(document.Users!.Value));
    }

    [Fact]
    public void Read_EmptyLists_AreGiven()
    {
        var document = ReadWell("""{"locations":[],"users":[]}""");
        Assert.Empty(document.Locations!.Value);
        Assert.Empty(document.Users!.Value);
    }

    [Fact]
    public void Read_NullsThatAnExportWrites_AreTaken()
    {
        var user = Assert.Single(ReadWell("""{"users":[{"username":"u","extensionId":null,"passwordHash":null}]}""").Users!.Value);
        Assert.True(user.HasExtension);
        Assert.Null(user.ExtensionId);
        Assert.Null(user.PasswordHash);
    }

    [Fact]
    public async Task WithHashes_PlainPasswords_AreHashedInOrder()
    {
        var reading = Read(
            """
            {"users":[{"username":"a","password":"12345678"},{"username":"b"},
                      {"username":"c","password":"ääääääää","passwordHash":"AQID"}]}
            """);
        List<string> hashed = [];
        var document = await reading.WithHashes(password =>
        {
            hashed.Add(password);
            return new($"#{password}");
        });
        Assert.Equal(["12345678", "ääääääää"], hashed);
        Assert.Equal(["#12345678", null, "#ääääääää"], document!.Users!.Value.Select(user => user.PasswordHash));

        // Another hash than any that there is, so that a trial sees a change.
        Assert.Equal(["", null, ""], reading.ForTrial().Users!.Value.Select(user => user.PasswordHash));
    }

    [Fact]
    public async Task WithHashes_OneCannotBeMade_GivesNothing()
    {
        var reading = Read("""{"users":[{"username":"a","password":"12345678"},{"username":"b","password":"87654321"}]}""");
        Assert.Null(await reading.WithHashes(password => new(password == "87654321" ? null : "#")));
    }

    [Fact]
    public void Read_EqualNames_TheLastCounts()
    {
        Assert.Equal("B", Assert.Single(ReadWell("""{"locations":7,"locations":[{"name":"A","name":"B"}]}""").Locations!.Value).Name);
    }

    [Fact]
    public void Read_UnknownMembers_AreCollected()
    {
        var reading = Read(
            """
            {"colour":1,"locations":[{"name":"L","colour":1,"tenants":[{"name":"T","statuses":[{"name":"S","type":"away","x":{}}]}]}],
             "users":[{"username":"u","\ud800":1}]}
            """);
        Assert.Null(reading.Problem);
        Assert.Equal(["locations[0].tenants[0].statuses[0].x", "locations[0].colour", @"users[0].\ud800", "colour"], reading.Ignored);
    }

    [Fact]
    public void Read_ManyUnknownMembers_100AreKept()
    {
        var reading = Read($$"""{{{string.Join(',', Enumerable.Range(0, 150).Select(number => $"\"m{number}\":1"))}}}""");
        Assert.Equal(100, reading.Ignored.Length);
    }

    [Theory]
    [InlineData("", "body: is not JSON.")]
    [InlineData("{", "body: is not JSON.")]
    [InlineData("[]", "body: must be an object.")]
    [InlineData("""{"version":2}""", "version: must be 1.")]
    [InlineData("""{"version":"1"}""", "version: must be an integer.")]
    [InlineData("""{"version":null}""", "version: must be an integer.")]
    [InlineData("""{"locations":null}""", "locations: must be a list.")]
    [InlineData("""{"locations":{}}""", "locations: must be a list.")]
    [InlineData("""{"locations":[1]}""", "locations[0]: must be an object.")]
    [InlineData("""{"locations":[{}]}""", "locations[0].name: is missing.")]
    [InlineData("""{"locations":[{"name":null}]}""", "locations[0].name: must be text.")]
    [InlineData("""{"locations":[{"name":"\udc00"}]}""", "locations[0].name: has half a surrogate pair.")]
    [InlineData("""{"locations":[{"id":"x","name":"L"}]}""", "locations[0].id: must be a UUID.")]
    [InlineData("""{"locations":[{"id":null,"name":"L"}]}""", "locations[0].id: must be a UUID.")]
    [InlineData("""{"locations":[{"name":"L","tenants":[{"name":"T"},{"name":7}]}]}""", "locations[0].tenants[1].name: must be text.")]
    [InlineData("""{"users":{}}""", "users: must be a list.")]
    [InlineData("""{"users":[{"username":"a"},{}]}""", "users[1].username: is missing.")]
    [InlineData("""{"users":[{"username":"a","displayName":1}]}""", "users[0].displayName: must be text.")]
    [InlineData("""{"users":[{"username":"a","enabled":"true"}]}""", "users[0].enabled: must be true or false.")]
    [InlineData("""{"users":[{"username":"a","roles":"x"}]}""", "users[0].roles: must be a list.")]
    [InlineData("""{"users":[{"username":"a","roles":["x",1]}]}""", "users[0].roles[1]: must be text.")]
    [InlineData("""{"users":[{"username":"a","extensionId":"4221"}]}""", "users[0].extensionId: must be a UUID or null.")]
    [InlineData("""{"users":[{"username":"a","passwordHash":"!"}]}""", "users[0].passwordHash: must be base64.")]
    [InlineData("""{"users":[{"username":"a","passwordHash":""}]}""", "users[0].passwordHash: must be base64.")]
    [InlineData("""{"users":[{"username":"a","password":null}]}""", "users[0].password: must be text.")]
    [InlineData("""{"users":[{"username":"a","password":"1234567"}]}""", "users[0].password: must have 8 to 256 characters.")]
    public void Read_Wrong_NamesThePath(string json, string problem)
    {
        var reading = Read(json);
        Assert.Null(reading.Document);
        Assert.Equal(problem, reading.Problem!.ToString());
    }

    [Theory]
    [InlineData("""{"statuses":7,"name":"T"}""", "statuses: must be a list")]
    [InlineData("""{"statuses":[{"name":"S"}],"name":"T"}""", "statuses[0].type: is missing")]
    [InlineData("""{"statuses":[{"type":"away"}],"name":"T"}""", "statuses[0].name: is missing")]
    [InlineData("""{"extensions":[null],"name":"T"}""", "extensions[0]: must be an object")]
    public void Read_WrongTenant_NamesThePath(string tenant, string problem)
    {
        var reading = Read($$"""{"locations":[{"name":"L","tenants":[{{tenant}}]}]}""");
        Assert.Equal($"locations[0].tenants[0].{problem}.", reading.Problem!.ToString());
    }

    [Theory]
    [InlineData("""{"id":1}""", "id: must be a UUID")]
    [InlineData("{}", "extensionNumber: is missing")]
    [InlineData("""{"extensionNumber":4221}""", "extensionNumber: must be text")]
    [InlineData("""{"extensionNumber":"1","displayName":null}""", "displayName: must be text")]
    [InlineData("""{"extensionNumber":"1","status":0}""", "status: must be text")]
    [InlineData("""{"extensionNumber":"1","note":[]}""", "note: must be text")]
    [InlineData("""{"extensionNumber":"1","returnTime":"-1"}""", "returnTime: must be an integer")]
    [InlineData("""{"extensionNumber":"1","returnTime":0.5}""", "returnTime: must be an integer")]
    public void Read_WrongExtension_NamesThePath(string extension, string problem)
    {
        var reading = Read($$"""{"locations":[{"name":"L","tenants":[{"name":"T","extensions":[{{extension}}]}]}]}""");
        Assert.Equal($"locations[0].tenants[0].extensions[0].{problem}.", reading.Problem!.ToString());
    }

    private static DirectoryReading Read(string json) => DirectoryDocumentReader.Read(Encoding.UTF8.GetBytes(json));

    private static DirectoryDocument ReadWell(string json)
    {
        var reading = Read(json);
        Assert.Null(reading.Problem);
        Assert.Empty(reading.Ignored);
        return reading.Document!;
    }
}

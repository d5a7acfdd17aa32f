using System.Text.Json;
using Delivery.ServiceDefaults.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.Tokens;

namespace Delivery.ServiceDefaults.Tests.Authorization;

/// <summary>Which tokens of an issuer are good here.</summary>
public sealed class TokenTests
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Token_WithNothingChanged_IsAccepted()
    {
        await using var app = await StartAsync();

        (await AnswerAsync(app, app.Token(_ => { }))).ShouldBe("200 ");
    }

    [Fact]
    public async Task Token_ForAnotherAudience_IsRefused()
    {
        await using var app = await StartAsync();

        (await AnswerAsync(app, app.Token(token => token.Audience = "billing"))).ShouldStartWith("401 The audience");
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused()
    {
        await using var app = await StartAsync();

        (await AnswerAsync(app, app.Token(token => token.Issuer = "stranger"))).ShouldStartWith("401 The issuer");
    }

    [Fact]
    public async Task Token_Expired_IsRefused()
    {
        await using var app = await StartAsync();

        var answer = await AnswerAsync(app, app.Token(token => (token.NotBefore, token.Expires) = (Now.AddHours(-2), Now.AddHours(-1))));

        answer.ShouldStartWith("401 The token expired");
    }

    [Fact]
    public async Task Token_OfLater_IsRefused()
    {
        await using var app = await StartAsync();

        var answer = await AnswerAsync(app, app.Token(token => (token.NotBefore, token.Expires) = (Now.AddHours(1), Now.AddHours(2))));

        answer.ShouldStartWith("401 The token is not valid before");
    }

    [Fact]
    public async Task Token_Unsigned_IsRefused()
    {
        await using var app = await StartAsync();

        (await AnswerAsync(app, app.Token(token => token.SigningCredentials = null))).ShouldStartWith("401");
    }

    /// <summary>The issuer's public key is public: whoever takes it for a shared secret could sign with it.</summary>
    [Fact]
    public async Task Token_SignedWithSomethingElse_IsRefused()
    {
        await using var app = await StartAsync();
        var secret = new SymmetricSecurityKey(new byte[32]) { KeyId = "test" };

        var token = app.Token(token => token.SigningCredentials = new SigningCredentials(secret, SecurityAlgorithms.HmacSha256));

        (await AnswerAsync(app, token)).ShouldStartWith("401 The signature");
    }

    [Theory]
    [InlineData("roles", """{ "roles": ["customer", "operator"] }""", true)]
    [InlineData("roles", """{ "roles": "operator" }""", true)]
    [InlineData("https://delivery.example/roles", """{ "https://delivery.example/roles": ["operator"] }""", true)]
    [InlineData("realm_access.roles", """{ "realm_access": { "roles": ["offline", "operator"] } }""", true)]
    [InlineData("resource_access.delivery.roles", """{ "resource_access": { "delivery": { "roles": ["operator"] } } }""", true)]
    [InlineData("realm_access.roles", """{ "realm_access": { "roles": [{ "operator": true }, 7] } }""", false)]
    [InlineData("realm_access.roles", """{ "realm_access": "operator" }""", false)]
    [InlineData("realm_access.roles", """{ "realm_access": ["roles"] }""", false)]
    [InlineData("realm_access.roles", """{ "roles": "operator" }""", false)]
    [InlineData("roles", """{ "role": "operator" }""", false)]
    [InlineData("roles", """{ "role": "operator", "roles": ["customer"] }""", false)]
    [InlineData("role", """{ "roles": "operator" }""", false)]
    [InlineData("", """{ "role": "operator" }""", true)]
    public async Task Roles_AreReadWhereTheIssuerPutsThem(string source, string claims, bool isOperator)
    {
        await using var app = await StartAsync(source);
        var parsed = JsonSerializer.Deserialize<Dictionary<string, object>>(claims)!;
        parsed["sub"] = "someone";

        (await AnswerAsync(app, app.Token(_ => { }, parsed))).ShouldStartWith(isOperator ? "200" : "403");
    }

    private static Task<TestApp> StartAsync(string? roleClaim = null) => TestApp.StartAsync(
        map => map.MapGet("/x", () => "x").RequireAuthorization(policy => policy.RequireRole(Roles.Operator)),
        new() { ["Authentication:RoleClaim"] = roleClaim });

    /// <summary>The status, and what is wrong with the token.</summary>
    private static async Task<string> AnswerAsync(TestApp app, string token)
    {
        app.SignIn(token);
        using var response = await app.Client.GetAsync("/x", TestContext.Current.CancellationToken);
        var description = response.Headers.WwwAuthenticate.ToString().Split("error_description=\"").ElementAtOrDefault(1);
        return $"{(int)response.StatusCode} {description}";
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Claims;
using Delivery.Simulator.Hosting;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Delivery.BrowserTests.SignIn;

/// <summary>
/// A real issuer of OpenID Connect with one public client and one user per role: code flow with PKCE and nothing else, and refresh tokens that are good
/// once.
/// </summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string ClientId = "studio-of-the-tests";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private const string Cookie = "test-issuer-user";
    private const string Fresh = "fresh";
    private const string Denied = "denied";
    private static readonly string[] Users = ["analyst", "customer", "operator", "viewer"];

    private readonly ConcurrentDictionary<string, bool> _used = [];
    private readonly WebApplication _app;
    private int _renewals;

    public TestIssuer(Uri client)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Url.ToString());
        builder.Logging.ClearProviders();
        builder.Services.AddCors();
        builder.Services.AddOpenIddict().AddServer(options => Configure(options, client));
        _app = builder.Build();
        _app.UseCors(cors => cors.WithOrigins(client.GetLeftPart(UriPartial.Authority)).AllowAnyHeader().AllowAnyMethod());
        _app.UseAuthentication();
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/login", (Delegate)LogInAsync);
        _app.MapPost("/token", (Delegate)ExchangeAsync);
        _app.MapGet("/logout", SignOut);
    }

    public Uri Url { get; } = FreeAddress.Take();

    /// <summary>Of access tokens that are given from now on.</summary>
    public TimeSpan Lifetime { get; set; }

    /// <summary>Whom they are for.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Whether those who have signed in may stay so.</summary>
    public bool Renews { get; set; }

    /// <summary>How often tokens were renewed.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>Whether a refresh token came a second time, as a stolen one would.</summary>
    public bool WasRobbed { get; private set; }

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>As it was in the beginning.</summary>
    public void Reset() => (Lifetime, Audience, Renews, WasRobbed) = (TimeSpan.FromHours(1), "delivery", true, false);

    private static void Configure(OpenIddictServerBuilder options, Uri client)
    {
        // Without a store: tokens and codes carry what they stand for.
        options.EnableDegradedMode();
        options.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetEndSessionEndpointUris("logout");
        options.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
        options.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess);
        options.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
        options.UseAspNetCore().DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough();
        options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.RedirectUri != new Uri(client, "/studio/signed-in").ToString())
            {
                context.Reject(Errors.InvalidClient, "That is not how the client is registered.");
            }

            return ValueTask.CompletedTask;
        }));
        options.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret is not null)
            {
                context.Reject(Errors.InvalidClient, "That is not how the client is registered.");
            }

            return ValueTask.CompletedTask;
        }));
        options.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.PostLogoutRedirectUri != new Uri(client, "/studio/").ToString())
            {
                context.Reject(Errors.InvalidRequest, "The client is registered with another address to come back to.");
            }

            return ValueTask.CompletedTask;
        }));
    }

    private static SignOutHttpResult SignOut(HttpContext context)
    {
        context.Response.Cookies.Delete(Cookie);
        return TypedResults.SignOut(authenticationSchemes: [Scheme]);
    }

    private static async Task<IResult> LogInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        context.Response.Cookies.Append(Cookie, form["user"].ToString());
        return TypedResults.Redirect($"/authorize{context.Request.QueryString.Add(Fresh, "yes")}");
    }

    private static ForbidHttpResult Refuse(string error) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), [Scheme]);

    private static ContentHttpResult Form(QueryString query)
    {
        var buttons = string.Concat(Users.Select(user => $"""<button id="as-{user}" name="user" value="{user}">{user}</button>"""));
        var address = WebUtility.HtmlEncode(query.ToString());
        return TypedResults.Content(
            $"""
            <!doctype html><title>Who are you?</title><link rel="icon" href="data:,">
            <form method="post" action="/login{address}">{buttons}</form>
            <a id="deny" href="/authorize{address}&amp;{Denied}=yes">No</a>
            """,
            "text/html");
    }

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request[Denied] is not null)
        {
            return Refuse(Errors.AccessDenied);
        }

        var user = context.Request.Cookies[Cookie];
        if (user is null || (request.HasPromptValue(PromptValues.Login) && request[Fresh] is null))
        {
            return Form(context.Request.QueryString);
        }

        var identity = new ClaimsIdentity(Scheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, user + "-1").SetClaims("roles", ImmutableArray.Create("employee", user));
        identity.SetScopes(request.GetScopes());
        return Issue(new ClaimsPrincipal(identity));
    }

    private async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsRefreshTokenGrantType())
        {
            if (!_used.TryAdd(request.RefreshToken!, true))
            {
                WasRobbed = true;
                return Refuse(Errors.InvalidGrant);
            }

            if (!Renews)
            {
                return Refuse(Errors.InvalidGrant);
            }

            Interlocked.Increment(ref _renewals);
        }

        return Issue((await context.AuthenticateAsync(Scheme)).Principal!);
    }

    private SignInHttpResult Issue(ClaimsPrincipal principal)
    {
        principal.SetResources(Audience).SetAccessTokenLifetime(Lifetime).SetDestinations(_ => [Destinations.AccessToken]);
        return TypedResults.SignIn(principal, properties: null, Scheme);
    }
}

using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Api.Tests.Support;

/// <summary>Takes the bearer token for the caller's role; behind a slash it may say which of them it is.</summary>
internal sealed class RoleAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Role";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var (role, who) = header["Bearer ".Length..].Split('/') is [var one, var name] ? (one, name) : (header["Bearer ".Length..], header["Bearer ".Length..] + "-1");
        var identity = new ClaimsIdentity([new Claim("sub", who), new Claim("role", role)], Name, "sub", "role");
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }
}

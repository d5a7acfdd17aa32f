using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Delivery.Identity.Tokens;

/// <summary>Signs tokens.</summary>
public sealed class TokenIssuer(SigningKey key, TimeProvider timeProvider)
{
    /// <summary>
    /// A name, not an address: a token printed by <c>./run token</c> is good for a host on any port, and for every process of a set-up.
    /// </summary>
    public const string Issuer = "urn:delivery:development-issuer";

    private const string Audience = "delivery";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>How long a token is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);

    /// <summary>Signs a token for the subject in the role.</summary>
    public string Create(string role, string subject)
    {
        var now = timeProvider.GetUtcNow();
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = role, ["jti"] = Guid.CreateVersion7(now).ToString("N") },
            SigningCredentials = new SigningCredentials(key.SecurityKey, SecurityAlgorithms.EcdsaSha256),
        });
    }
}

using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Delivery.Identity.Tokens;

/// <summary>The issuer's ES256 key, kept in a file so that tokens outlive a restart.</summary>
public sealed class SigningKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Id = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
        SecurityKey = new ECDsaSecurityKey(key) { KeyId = Id };
    }

    /// <summary>Made from the public key, so that it changes with it.</summary>
    public string Id { get; }

    internal ECDsaSecurityKey SecurityKey { get; }

    /// <summary>Where the key is within a data folder.</summary>
    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "identity", "signing-key", "key.pem");

    /// <summary>Reads the key, or makes one. Processes that start at the same time agree on one key.</summary>
    public static SigningKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new SigningKey(key);
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    internal JsonWebKey PublicJsonWebKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey
        {
            Kty = "EC",
            Crv = "P-256",
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = "sig",
            Kid = Id,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
        };
    }

    /// <summary>
    /// Writes a folder aside and moves that: nobody ever reads half a key, and the first to move wins. Moving a file would not do: a move that
    /// must not overwrite looks first and renames then, while no system renames a folder over one that holds something.
    /// </summary>
    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var aside = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(aside);
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var stream = new FileStream(Path.Combine(aside, Path.GetFileName(path)), NewFileOfOwner()))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        try
        {
            Directory.Move(aside, folder);
        }
        catch (IOException) when (File.Exists(path))
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static FileStreamOptions NewFileOfOwner()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}

using Delivery.Host.CommandLine;
using Delivery.Identity.Tokens;
using Delivery.Identity.Users;

namespace Delivery.Host.Commands;

/// <summary>Prints a token that a host on the same data folder accepts, whether it runs now or later.</summary>
internal static class TokenCommand
{
    public static int Run(HostArguments arguments, TextWriter output)
    {
        if (DemoUsers.DefaultOf(arguments.Role!) is not { } user)
        {
            throw new UsageException($"There is no role '{arguments.Role}'. Use one of: {string.Join(", ", DemoUsers.AllRoles)}.");
        }

        var data = arguments.DataDirectory ?? Environment.GetEnvironmentVariable("Data__Directory") ?? ".data";
        using var key = SigningKey.LoadOrCreate(SigningKey.FileIn(data));
        output.WriteLine(new TokenIssuer(key, TimeProvider.System).Create(user.Role, arguments.Subject ?? user.Subject));
        return 0;
    }
}

using Delivery.Host.Composition;
using Delivery.Identity.Tokens;
using Delivery.Identity.Users;
using Delivery.ServiceDefaults.Authorization;

namespace Delivery.Host.Startup;

/// <summary>What a person sees who has just started the demo: where it is, who can sign in, and how a first order goes.</summary>
internal static class Welcome
{
    public static void Print(DeliveryHost host, TextWriter output)
    {
        var url = PublicUrl(host.App);
        output.WriteLine();
        output.WriteLine($"Delivery runs at {url} (demo profile; modules: {string.Join(", ", host.Modules.Select(module => module.Name))})");
        output.WriteLine($"  live board     {url}/");
        output.WriteLine($"  workflows      {url}/studio (sign in as analyst)");
        output.WriteLine($"  API reference  {url}/docs");
        foreach (var timeout in host.App.Configuration.GetSection("Timeouts").GetChildren())
        {
            output.WriteLine($"  ATTENTION: the timeout {timeout.Key} is set to {timeout.Value} by configuration");
        }

        if (host.App.Services.GetService<TokenIssuer>() is { } issuer)
        {
            PrintUsers(issuer, output);
            output.WriteLine();
            output.WriteLine("# A first order. Paste this into another terminal:");
            foreach (var line in FirstOrder.Lines(url, issuer))
            {
                output.WriteLine(line);
            }
        }

        output.WriteLine();
        output.WriteLine("./run simulate --orders 50 --url " + url + "   plays orders that move on the board. Ctrl-C stops; nothing is lost.");
        output.Flush();
    }

    /// <summary>Wildcards are for binding; nobody can type them into a browser.</summary>
    private static string PublicUrl(WebApplication app) =>
        app.Urls.First().Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal);

    private static void PrintUsers(TokenIssuer issuer, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("Demo users and their tokens (for anybody else: ./run token --role ROLE --subject ID)");
        foreach (var user in DemoUsers.All)
        {
            output.WriteLine($"  {user.Subject,-11} {Remark(user),-10} {issuer.Create(user.Role, user.Subject)}");
        }
    }

    private static string Remark(DemoUser user) => user.Role == Roles.Owner ? "store owner" : user.Role;
}

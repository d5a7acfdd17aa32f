namespace Delivery.Workflows.Api.Tests.Contract;

/// <summary>Recorded calls that we do not serve. docs/studio.md says the same to people.</summary>
internal static class NotServed
{
    private const string Accounts = "people sign in at an OpenID Connect issuer: there are no accounts here";
    private const string Dashboard = "the Studio's dashboard is not part of the elements that our page shows";
    private const string Labels = "the Studio's elements show no labels";
    private const string Events = "an event sent by hand goes to orders, which only the domain's own messages may move";
    private const string Files = "no process keeps definitions in its memory: there is nothing to read again";

    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["001"] = Accounts,
        ["002"] = Accounts,
        ["004"] = Accounts,
        ["005"] = Accounts,
        ["006"] = Accounts,
        ["026"] = "whether a process takes work is asked at its health addresses",
        ["027"] = Dashboard,
        ["028"] = Labels,
        ["048"] = Labels,
        ["051"] = "a workflow's own answer to a request, which is the runtime's and no part of this API",
        ["055"] = "a GET that starts something would be sent again by whatever is between; POST is served",
        ["071"] = Events,
        ["073"] = "the variables of a running order are changed by an alteration, which leaves a trace",
        ["074"] = Events,
        ["083"] = "the Studio asks for the journal's pages",
        ["114"] = "the Studio deletes a version by its own id, which is served",
        ["119"] = Files,
        ["120"] = Files,
        ["129"] = "testing one activity would send its command for real",
        ["132"] = "an operator finds messages that match nothing under /ops",
        ["133"] = Labels,
        ["134"] = Labels,
        ["135"] = Dashboard,
        ["136"] = Dashboard,
    };
}

using System.Text.Json.Nodes;
using Shouldly;

namespace Delivery.Workflows.Tests.Activities;

public sealed class ActivityCatalogTests
{
    private sealed class Versioned(int version) : Activity
    {
        public override ActivityDescriptor Descriptor { get; } = new() { TypeName = "Acme.Thing", Version = version, Category = "Acme" };

        public override void Execute(ActivityContext context)
        {
            context.AddEffect(new SendMessage("Acme.Thing", new JsonObject { ["version"] = version, ["now"] = context.Now.ToString("O") }));
            context.Complete();
        }
    }

    [Fact]
    public void Find_Version_IsTheExactOneElseTheHighest()
    {
        var catalog = new ActivityCatalog().Add(new Versioned(2)).Add(new Versioned(3)).Add(new Versioned(1));

        catalog.Find("Acme.Thing", 2)!.Descriptor.Version.ShouldBe(2);
        catalog.Find("Acme.Thing", 9)!.Descriptor.Version.ShouldBe(3);
        catalog.Find("Acme.Thing")!.Descriptor.Version.ShouldBe(3);
        catalog.Find("Acme.Other").ShouldBeNull();
    }

    [Fact]
    public void Add_SameVersionTwice_IsRefused() =>
        Should.Throw<ArgumentException>(() => new ActivityCatalog().Add(new Versioned(1)).Add(new Versioned(1))).Message.ShouldContain("Acme.Thing version 1");

    [Fact]
    public void Start_ActivityOfTheHost_Runs()
    {
        var engine = new WorkflowEngine(new ActivityCatalog().Add(new Versioned(1)));
        var bundle = WorkflowBundle.Create(Support.Flow.Definition(Support.Flow.Activity("x", "Acme.Thing")));

        var message = engine.Start(bundle, new StartInstance { InstanceId = "i" }, DateTimeOffset.UnixEpoch).Effects.Single().ShouldBeOfType<SendMessage>();
        message.Body.ToJsonString().ShouldBe("""{"version":1,"now":"1970-01-01T00:00:00.0000000\u002B00:00"}""");
    }

    [Fact]
    public void Activities_BuiltIn_AreDescribed()
    {
        foreach (var descriptor in new ActivityCatalog().Activities.Select(activity => activity.Descriptor))
        {
            descriptor.Category.ShouldNotBeNullOrWhiteSpace();
            descriptor.Description.ShouldNotBeNullOrWhiteSpace(descriptor.TypeName);
            descriptor.Inputs.ShouldAllBe(input => input.Description != null && input.TypeName.Length > 0);
            descriptor.Inputs.Select(input => input.Name).ShouldBeUnique();
        }
    }

    /// <summary>What a real Elsa server says of the same types; the Studio binds its editors to these names.</summary>
    [Fact]
    public void Activities_OfElsa_HaveTheMembersThatTheyHaveThere()
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Activities", "ElsaDescriptors.json")))!.AsObject();
        var catalog = new ActivityCatalog();

        foreach (var (type, expected) in recorded)
        {
            JsonNode.DeepEquals(Summary(catalog.Find(type)!.Descriptor), expected)
                .ShouldBeTrue($"{type}\nexpected {expected!.ToJsonString()}\nactual   {Summary(catalog.Find(type)!.Descriptor).ToJsonString()}");
        }

        catalog.Activities.Select(activity => activity.Descriptor.TypeName).Except(recorded.Select(type => type.Key))
            .ShouldBe(["Delivery.CompensationScope", "Delivery.CompensableStep", "Delivery.Compensate", "Elsa.Workflow"]);
    }

    private static JsonObject Summary(ActivityDescriptor descriptor)
    {
        var summary = new JsonObject { ["category"] = descriptor.Category, ["kind"] = descriptor.Kind.ToString() };
        Add("is", [.. Flags(descriptor)], always: true);
        Add("inputs", [.. descriptor.Inputs.Select(input => input.Name)]);
        Add("plain", [.. descriptor.Inputs.Where(input => !input.IsWrapped).Select(input => input.Name)]);
        Add("outputs", [.. descriptor.Outputs.Select(output => output.Name)]);
        Add("ports", [.. descriptor.Ports.Where(port => port.IsBrowsable).Select(port => $"{port.Kind} {port.Name}")]);
        return summary;

        void Add(string name, string[] items, bool always = false)
        {
            if (always || items.Length > 0)
            {
                summary[name] = new JsonArray([.. items.Select(item => (JsonNode?)item)]);
            }
        }
    }

    private static IEnumerable<string> Flags(ActivityDescriptor descriptor)
    {
        var flags = new[] { (descriptor.IsBrowsable, "browsable"), (descriptor.IsContainer, "container"), (descriptor.IsStart, "start"), (descriptor.IsTerminal, "terminal") };
        return flags.Where(flag => flag.Item1).Select(flag => flag.Item2);
    }
}

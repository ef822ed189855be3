import { App } from "cdk8s";
import { shop } from "./app/shop";
import { Mesh } from "./constructs/mesh";
import { synth } from "./synth/synth";

const app = new App();
new Mesh(app, shop.name, shop);
synth(app);
